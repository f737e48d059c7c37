"""What a record is called that somebody enters by hand."""

from monitor.service import Service


def name_of_form(service: Service) -> str:
    """Return an id that no record from another form has."""
    return f"form-{service.moment():%Y%m%dT%H%M%S%f}"
