"""How other people usually call their columns and kinds of event, in several languages."""

from collections.abc import Mapping

from monitor.incidents.formats.meaning import Meaning

NAMES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.DATE: (
        *("date", "event date", "incident date", "date of incident", "date of event", "day"),
        *("when", "start date", "date from", "from", "occurred", "date occurred", "happened"),
        *("дата", "дата события", "дата инцидента", "день", "когда", "начало"),
        *("التاريخ", "تاريخ", "تاريخ الحادث", "تاريخ الحدث", "اليوم"),
        *("fecha", "tarih", "date de l incident", "data"),
    ),
    Meaning.DATE_TO: (
        *("end date", "date to", "to", "until", "date end", "ended"),
        *("дата окончания", "окончание", "تاريخ الانتهاء", "إلى", "fecha fin", "date de fin"),
    ),
    Meaning.TIME: (
        *("time", "time of day", "event time", "incident time", "time of incident", "hour"),
        *("start time", "time from", "local time", "time of event", "at"),
        *("время", "час", "время события", "время инцидента", "начало время"),
        *("الوقت", "وقت", "الساعة", "ساعة الحادث", "وقت الحادث", "hora", "heure", "saat"),
    ),
    Meaning.TIME_TO: (
        *("end time", "time to", "time until", "время окончания", "وقت الانتهاء", "hora fin"),
    ),
    Meaning.PRECISION: (
        *("date precision", "time precision", "precision", "how exact", "date accuracy"),
        *("точность", "точность даты", "دقة التاريخ"),
    ),
    Meaning.KIND: (
        *("type", "kind", "event type", "incident type", "type of incident", "type of event"),
        *("category", "violation", "violation type", "type of violation", "sub event type"),
        *("тип", "вид", "тип события", "вид инцидента", "тип инцидента", "нарушение"),
        *("النوع", "نوع", "نوع الحادث", "نوع الحدث", "نوع الخرق", "نوع الانتهاك"),
        *("tipo", "tür", "type d incident", "tip"),
    ),
    Meaning.BY: (
        *("perpetrator", "by", "actor", "actor 1", "responsible", "responsible party", "who"),
        *("alleged perpetrator", "attacker", "party", "side", "violator", "committed by"),
        *("виновник", "кто", "сторона", "исполнитель", "кем совершено", "нарушитель"),
        *("الفاعل", "الجهة", "الجهة المسؤولة", "مرتكب", "الطرف", "المسؤول"),
        *("autor", "auteur", "fail"),
    ),
    Meaning.AGAINST: (
        *("victim", "victims", "target", "against", "actor 2", "targeted", "target group"),
        *("жертва", "жертвы", "цель", "против кого", "объект"),
        *("الضحية", "الضحايا", "الهدف", "المستهدف"),
        *("victima", "victimas", "victime", "hedef"),
    ),
    Meaning.PLACE: (
        *("place", "location", "site", "town", "village", "city", "where", "locality"),
        *("neighbourhood", "place name", "location name", "community", "settlement"),
        *("место", "населенный пункт", "город", "где", "пункт", "село"),
        *("المكان", "الموقع", "المدينة", "البلدة", "القرية", "مكان"),
        *("lugar", "lieu", "yer", "localidad"),
    ),
    Meaning.AREA: (
        *("governorate", "province", "district", "region", "sub district", "admin1", "admin2"),
        *("admin 1", "admin 2", "area", "county", "state", "oblast", "raion", "adm1", "adm2"),
        *("область", "провинция", "район", "регион", "мухафаза"),
        *("المحافظة", "محافظة", "المنطقة", "منطقة", "الناحية", "الولاية"),
        *("provincia", "departamento", "gouvernorat", "il", "ilçe"),
    ),
    Meaning.PCODE: (
        *("pcode", "p code", "admin code", "admin1pcode", "admin2pcode", "location code"),
        *("adm1 pcode", "adm2 pcode", "place code"),
    ),
    Meaning.LATITUDE: ("latitude", "lat", "y", "широта", "خط العرض", "latitud", "enlem"),
    Meaning.LONGITUDE: (
        *("longitude", "lon", "long", "lng", "x", "долгота", "خط الطول", "longitud", "boylam"),
    ),
    Meaning.KILLED: (
        *("killed", "deaths", "fatalities", "dead", "number killed", "number of deaths"),
        *("no killed", "people killed", "casualties killed", "fatality count", "total killed"),
        *("погибшие", "убито", "убитые", "погибло", "число погибших"),
        *("القتلى", "عدد القتلى", "قتلى", "الوفيات", "الشهداء"),
        *("muertos", "morts", "tues", "olu"),
    ),
    Meaning.KILLED_LOW: ("killed min", "killed low", "min killed", "deaths low", "at least killed"),
    Meaning.KILLED_HIGH: ("killed max", "killed high", "max killed", "deaths high"),
    Meaning.INJURED: (
        *("injured", "wounded", "injuries", "number injured", "number wounded", "people injured"),
        *("раненые", "ранено", "число раненых", "الجرحى", "عدد الجرحى", "المصابين"),
        *("heridos", "blesses", "yarali"),
    ),
    Meaning.VALUE: (
        *("violations", "number of violations", "violations recorded", "ceasefire violations"),
        *("breaches", "number of breaches", "incidents", "number of incidents", "incident count"),
        *("count", "events", "number of events", "cases", "number of cases", "figure", "value"),
        *("нарушения", "нарушений", "количество нарушений", "число нарушений", "количество"),
        *("الخروقات", "خروقات", "عدد الخروقات", "الانتهاكات", "عدد الانتهاكات", "العدد", "عدد"),
    ),
    Meaning.MEASURE: ("measure", "what is counted", "indicator", "показатель", "المؤشر"),
    Meaning.ID: (
        *("id", "event id", "incident id", "no", "number", "ref", "reference", "case id", "code"),
        *("incident number", "incident no", "serial", "uid", "case number", "record id"),
        *("номер", "ид", "код", "الرقم", "رقم", "رقم الحادث", "numero"),
    ),
    Meaning.SOURCE: (
        *("source", "source name", "reported by", "source of information", "sources"),
        *("источник", "المصدر", "مصدر", "fuente", "kaynak"),
    ),
    Meaning.PUBLISHED: (
        *("published", "published at", "publication date", "date published", "date reported"),
        *("report date", "reported on", "дата публикации", "تاريخ النشر"),
    ),
    Meaning.CITATION: (
        *("link", "url", "source link", "web", "citation", "source url", "ссылка", "الرابط"),
    ),
    Meaning.NOTE: (
        *("note", "notes", "description", "details", "comment", "comments", "summary", "remarks"),
        *("event description", "narrative", "what happened", "incident description"),
        *("описание", "примечание", "комментарий", "الوصف", "ملاحظات", "التفاصيل", "وصف"),
        *("descripcion", "notas", "aciklama"),
    ),
}
"""Names of columns by what they say; letter case, marks and signs do not matter."""

KIND_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("clash", "clashes", "armed clashes", "fighting", "battle", "firefight"),
            *("столкновение", "бой", "бои", "اشتباك", "اشتباكات"),
        ),
        "armed_clash",
    ),
    **dict.fromkeys(
        ("ground assault", "assault", "offensive", "штурм", "наступление", "هجوم بري", "اقتحام"),
        "ground_attack",
    ),
    **dict.fromkeys(
        (
            *("artillery", "mortar", "mortars", "rocket fire", "rockets", "artillery fire"),
            *("shelling attack", "artillery shelling", "обстрел", "артобстрел", "минометный огонь"),
            *("قصف", "قصف مدفعي", "قصف صاروخي"),
        ),
        "shelling",
    ),
    **dict.fromkeys(
        (
            *("sniper", "sniper fire", "gunfire", "shooting", "small arms", "small arms fire"),
            *("стрельба", "снайпер", "إطلاق نار", "قنص"),
        ),
        "small_arms_fire",
    ),
    **dict.fromkeys(
        (
            *("airstrike", "air strikes", "airstrikes", "air raid", "aerial bombardment"),
            *("bombing from the air", "авиаудар", "авиаудары", "غارة", "غارة جوية", "قصف جوي"),
        ),
        "air_strike",
    ),
    **dict.fromkeys(
        (
            *("ied", "mine", "landmine", "car bomb", "vbied", "explosive device", "uxo"),
            *("мина", "подрыв", "сву", "لغم", "عبوة ناسفة", "سيارة مفخخة"),
        ),
        "remote_explosive",
    ),
    **dict.fromkeys(
        ("chemical", "chemical weapons", "химическая атака", "هجوم كيميائي"), "chemical_attack"
    ),
    **dict.fromkeys(
        ("arrests", "detention", "detentions", "задержание", "арест", "اعتقال"), "arrest"
    ),
    **dict.fromkeys(
        ("checkpoint closed", "access denied", "obstruction", "road closed", "blocked access"),
        "access_obstructed",
    ),
    **dict.fromkeys(("demonstration", "demonstrations", "протест", "مظاهرة", "احتجاج"), "protest"),
    **dict.fromkeys(("looting", "arson", "грабеж", "نهب"), "property_destroyed"),
    **dict.fromkeys(("overflight", "drone sighted", "пролет", "تحليق"), "military_flight"),
}
"""Words for kinds of event, as tables have them, by the kind in our vocabulary."""
