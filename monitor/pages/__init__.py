"""The screens: they ask the service, hand what it says to a view, and draw what comes back."""
