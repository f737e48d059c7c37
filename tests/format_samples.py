"""Made-up files in the exact layouts of other people's exports: every value is synthetic."""

import csv
import io
from collections.abc import Mapping, Sequence

HEADERS: Mapping[str, Sequence[str]] = {
    "bulletin": ("date", "side", "violations", "killed"),
    "hdx_hapi": (
        *("location_code", "has_hrp", "in_gho", "provider_admin1_name", "provider_admin2_name"),
        *("admin1_code", "admin1_name", "admin2_code", "admin2_name", "admin_level"),
        *("event_type", "events", "fatalities", "reference_period_start"),
        *("reference_period_end", "dataset_hdx_id", "resource_hdx_id", "warning", "error"),
    ),
    "acled": (
        *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
        *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2"),
        *("inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1"),
        *("admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source"),
        *("source_scale", "notes", "fatalities", "tags", "timestamp"),
    ),
    "acled_2023": (
        *("data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year"),
        *("time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1"),
        *("actor2", "assoc_actor_2", "inter2", "interaction", "region", "country", "admin1"),
        *("admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source"),
        *("source_scale", "notes", "fatalities", "timestamp", "iso3"),
    ),
    "acled_upper": (
        *("GWNO", "EVENT_ID_CNTY", "EVENT_ID_NO_CNTY", "EVENT_DATE", "YEAR", "TIME_PRECISION"),
        *("EVENT_TYPE", "ACTOR1", "ALLY_ACTOR_1", "INTER1", "ACTOR2", "ALLY_ACTOR_2", "INTER2"),
        *("INTERACTION", "COUNTRY", "ADMIN1", "ADMIN2", "ADMIN3", "LOCATION", "LATITUDE"),
        *("LONGITUDE", "GEO_PRECISION", "SOURCE", "NOTES", "FATALITIES"),
    ),
    "acled_monadic": (
        *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
        *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "interaction"),
        *("civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
        *("location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
        *("notes", "fatalities", "tags", "timestamp"),
    ),
    "ucdp_ged": (
        *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
        *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"),
        *("dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id"),
        *("side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
        *("source_date", "source_headline", "source_original", "where_prec"),
        *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
        *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity"),
        *("date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
        *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
    ),
    "ucdp_ged_19": (
        *("id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name"),
        *("dyad_new_id", "dyad_name", "side_a_new_id", "gwnoa", "side_a", "side_b_new_id"),
        *("gwnob", "side_b", "number_of_sources", "source_article", "source_office"),
        *("source_date", "source_headline", "source_original", "where_prec"),
        *("where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
        *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
        *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
        *("deaths_unknown", "low", "best", "high"),
    ),
    "osce_table": (
        *("report_no", "report_date", "period_start", "period_end", "tz", "region"),
        *("smm_position", "event_location", "lat", "lon", "means", "observation", "count"),
        *("description", "direction", "weapon", "date_time", "remark", "access_restricted"),
    ),
}

ACLED = {
    "event_id_cnty": "XXA1",
    "event_date": "10 February 2023",
    "year": "2023",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Northland (2001-)",
    "inter1": "State forces",
    "actor2": "Southland Front",
    "inter2": "Rebel group",
    "admin1": "Middle",
    "location": "Exampleville",
    "latitude": "1.5",
    "longitude": "2.5",
    "geo_precision": "1",
    "source": "Synthetic Herald",
    "source_scale": "National",
    "notes": "Synthetic.",
    "fatalities": "3",
    "timestamp": "1676332800",
}
"""A row of ACLED; the older layouts have the same names for what they share."""

UCDP = {
    "id": "900001",
    "type_of_violence": "1",
    "dyad_name": "Government of Northland - Southland Front",
    "side_a": "Government of Northland",
    "side_b": "Southland Front",
    "number_of_sources": "-1",
    "source_office": "Synthetic Herald",
    "where_prec": "1",
    "where_coordinates": "Exampleville town",
    "adm_1": "Middle Governorate",
    "latitude": "1.5",
    "longitude": "2.5",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2016-02-08",
    "date_end": "2016-02-08",
    "low": "3",
    "best": "3",
    "high": "4",
}

OSCE = {
    "report_no": "1/2030",
    "report_date": "2030-01-06",
    "tz": "Europe/Kyiv",
    "region": "Synthetic region",
    "smm_position": "1 km W of Exampleville",
    "event_location": "2-3 km E",
    "means": "Heard",
    "observation": "Explosion",
    "count": "4",
    "description": "Undetermined",
    "weapon": "N/K",
    "date_time": "2030-01-05T21:14",
}

HAPI = {
    "location_code": "SYR",
    "has_hrp": "True",
    "in_gho": "True",
    "provider_admin1_name": "Middle",
    "provider_admin2_name": "Exampleville",
    "admin1_code": "SY99",
    "admin1_name": "Middle",
    "admin2_code": "SY9901",
    "admin2_name": "Exampleville",
    "admin_level": "2",
    "event_type": "political_violence",
    "events": "4",
    "fatalities": "7",
    "reference_period_start": "2030-01-01",
    "reference_period_end": "2030-01-31",
    "dataset_hdx_id": "synthetic-data-set",
    "resource_hdx_id": "synthetic-resource",
}
"""A row of the conflict events of HDX HAPI."""

BULLETIN: Mapping[str, str] = {
    "date": "2023-02-10",
    "side": "Northland",
    "violations": "3",
    "killed": "1",
}
"""A row of a bulletin of counts."""

SAMPLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "acled": ("acled", ACLED),
    "acled_2023": ("acled_2023", ACLED),
    "acled_upper": (
        "acled_upper",
        {key.upper(): text for key, text in ACLED.items()}
        | {"EVENT_TYPE": "Battle-No change of territory"},
    ),
    "acled_monadic": ("acled_monadic", ACLED),
    "ucdp_ged": ("ucdp_ged", UCDP),
    "ucdp_ged_19": ("ucdp_ged", UCDP),
    "osce_table": ("osce_table", OSCE),
    "hdx_hapi": ("hdx_hapi", HAPI),
    "bulletin": ("bulletin", BULLETIN),
}
"""By layout: the format it is of, and a row."""


def row(layout: str, **changed: str) -> list[str]:
    """Return the cells of a row of a layout; columns are given in small letters."""
    _, given = SAMPLES[layout]
    cells = {key.lower(): text for key, text in given.items()} | changed
    return [cells.get(name.lower(), "") for name in HEADERS[layout]]


def table(layout: str, *rows: Mapping[str, str]) -> bytes:
    """Return a CSV file of a layout, a row for each mapping of what it has otherwise."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADERS[layout])
    writer.writerows(row(layout, **changed) for changed in rows)
    return written.getvalue().encode("utf-8")
