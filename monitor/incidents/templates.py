"""The nine templates, column by column.

The declarations serve three readers: the program, the template files and the documentation.
"""

from types import MappingProxyType

from monitor.incidents.act_templates import ATTESTATIONS, DECISIONS
from monitor.incidents.telling_templates import COUNTS, REPORTS, STATEMENTS
from monitor.incidents.weighing_templates import COVERAGE, LINKS, REVIEWS, SOURCE_PROFILES

TEMPLATES = MappingProxyType(
    {
        template.kind: template
        for template in (
            REPORTS,
            COUNTS,
            STATEMENTS,
            DECISIONS,
            ATTESTATIONS,
            COVERAGE,
            LINKS,
            REVIEWS,
            SOURCE_PROFILES,
        )
    }
)
"""The templates by kind of record."""
