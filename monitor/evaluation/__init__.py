"""From incident versions to verdicts with evidence; pure but for one SQL text it writes."""
