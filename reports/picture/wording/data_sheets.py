"""What the sheets of an edition's workbook, and their columns, are called in Swedish and English.

`heads` are parted by bars; behind each stands how its values are written (see `content.data_sheets.Kind`).
"""

from reports.picture.record import Model

MODELS = {
    "sv": {Model.POISSON: "Poisson", Model.NEGATIVE_BINOMIAL: "negativ binomial"},
    "en": {Model.POISSON: "Poisson", Model.NEGATIVE_BINOMIAL: "negative binomial"},
}
_SV = (
    "Väntat i medeltal:part|Väntat från:count|Väntat till:count|Utanför väntat:text|Jämfört med tidigare:text"
    "|p-värde:chance|Modell:text|Perioder före:count"
)
_EN = (
    "Expected mean:part|Expected from:count|Expected to:count|Outside expected:text|Compared with before:text"
    "|p-value:chance|Model:text|Fortnights before:count"
)

SHEETS: dict[str, dict[str, dict[str, str]]] = {
    "sv": {
        "words": {
            "unknown": "okänd", "hidden": "dolt", "yes": "ja", "no": "nej", "whole": "Hela kommunen",
            "all": "Alla kategorier", "total": "hela kommunen", "district": "kommundel", "category": "kategori",
            "cell": "kommundel och kategori", "everywhere": "hela kommunen", "one_source": "en av dem som rapporterar",
            "summary": "Sammanfattning", "comment": "Ur kommundelarna", "corrected": "Rättat sedan förra lägesbilden",
            "children": "Barnperspektiv", "feedback": "Återkoppling", "edition": "Lägesbild",
            "municipality": "Kommun", "first": "Första dag", "last": "Sista dag", "cutoff": "Uppgifter till och med",
            "readers": "Läsare", "status": "Läge", "published": "Publicerad", "hash": "Kontrolltecken",
            "sheet": "Blad", "holds": "Vad en rad är", "rows": "Rader", "sheets": "Bladen",
            "about_row": "Vad boken är, sammanfattning, källor, begränsningar och metod", "step": "steg",
        },
        "counts": {
            "title": "Antal",
            "about": "En rad per kommundel och kategori, och summorna. Välj nivå innan du summerar.",
            "heads": f"Nivå:text|Kommundel:text|Kategori:text|Antal:count|{_SV}|Andel:share|Samma veckor i fjol:count"
            "|Jämfört med i fjol:text|Hänger på en källa:text|Följer polisens arbete:text",
        },
        "history": {
            "title": "Antal per period",
            "about": "En rad per kommundel och kategori, en kolumn per tvåveckorsperiod, med dess första dag.",
            "heads": "Nivå:text|Kommundel:text|Kategori:text",
        },
        "places": {
            "title": "Platser",
            "about": "En rad per plats med flest händelser i perioden eller på tolv månader.",
            "heads": f"Plats:text|Kommundel:text|Antal:count|{_SV}|12 månader:count",
        },
        "sources": {
            "title": "Källor",
            "about": "En rad per källa: rapporter den har lämnat, och händelser den har berättat om.",
            "heads": f"Källa:text|Rapporter:count|{_SV}|Händelser:count",
        },
        "source_cells": {
            "title": "Källa, kommundel, kategori",
            "about": "En rad per källa, kommundel och kategori. En händelse som två har berättat om är med hos båda.",
            "heads": "Källa:text|Kommundel:text|Kategori:text|Antal:count|Alla perioder före:count",
        },
        "hours": {
            "title": "Veckans timmar",
            "about": "En rad per kommundel och veckodag. Händelser med osäker tid är fördelade över timmarna.",
            "heads": "Kommundel:text|Veckodag:text",
        },
        "near_repeats": {
            "title": "Följer på varandra",
            "about": "En rad per kategori: par av händelser nära varandra i tid och rum under ett halvår.",
            "heads": "Kategori:text|Meter:count|Dagar:count|Par:count|Av slumpen:part|p-värde:chance"
            "|Säkert mönster:text",
        },
        "hot_spots": {
            "title": "Där händelser samlas",
            "about": "En rad per ruta på kartan med fler händelser än slumpen ger under ett halvår.",
            "heads": "Kommundel:text|Latitud:degrees|Longitud:degrees|I rutan:count|Med rutorna runt om:count",
        },
        "assessments": {
            "title": "Bedömningar",
            "about": "En rad per kommundel: bedömningen i den här lägesbilden. Steg 1 är det lugnaste.",
            "heads": "Kommundel:text|Steg:count|Bedömning:text|Skäl:text|Av:text|Dag:day"
            "|Skiljer sig från statistiken:text",
        },
        "over_time": {
            "title": "Bedömningar över tid",
            "about": "En rad per lägesbild, nyaste först: varje kommundels bedömning och steg. Steg 1 är det lugnaste.",
            "heads": "Lägesbild:text|Första dag:day|Sista dag:day",
        },
        "decisions": {
            "title": "Beslut som önskas",
            "about": "En rad per beslut som styrgruppen ombeds fatta.",
            "heads": "Nummer:count|Beslut:text",
        },
        "events": {
            "title": "Känt framåt",
            "about": "En rad per känd händelse framåt.",
            "heads": "Från:day|Till:day|Var:text|Vad:text",
        },
        "texts": {
            "title": "Texter",
            "about": "En rad per text som någon har skrivit i lägesbilden.",
            "heads": "Del:text|Kommundel:text|Text:text",
        },
        "unplaced": {
            "title": "Händelser utan plats",
            "about": "En rad per händelse utan känd punkt. De räknas i antalen men ritas aldrig på kartan.",
            "heads": "Händelse:count|När:text|Kategori:text|Kommundel:text|Angiven plats:text",
        },
    },
    "en": {
        "words": {
            "unknown": "unknown", "hidden": "hidden", "yes": "yes", "no": "no", "whole": "The whole municipality",
            "all": "All categories", "total": "the whole municipality", "district": "district", "category": "category",
            "cell": "district and category", "everywhere": "the whole municipality",
            "one_source": "one of those who report", "summary": "Summary", "comment": "From the districts",
            "corrected": "Corrected since the last picture", "children": "The perspective of children",
            "feedback": "Feedback", "edition": "Picture", "municipality": "Municipality", "first": "First day",
            "last": "Last day", "cutoff": "Data up to", "readers": "Readers", "status": "State",
            "published": "Published", "hash": "Check signs", "sheet": "Sheet", "holds": "What a row is", "rows": "Rows",
            "sheets": "The sheets", "about_row": "What the book is, summary, sources, limits and method",
            "step": "step",
        },
        "counts": {
            "title": "Counts",
            "about": "A row per district and category, and the sums. Choose a level before you add up.",
            "heads": f"Level:text|District:text|Category:text|Number:count|{_EN}|Share:share|Same weeks last year:count"
            "|Compared with last year:text|Rests on one source:text|Follows police work:text",
        },
        "history": {
            "title": "Counts per fortnight",
            "about": "A row per district and category, a column per fortnight, named by its first day.",
            "heads": "Level:text|District:text|Category:text",
        },
        "places": {
            "title": "Places",
            "about": "A row per place with most incidents in the period or in twelve months.",
            "heads": f"Place:text|District:text|Number:count|{_EN}|12 months:count",
        },
        "sources": {
            "title": "Sources",
            "about": "A row per source: reports it has sent, and incidents it has told of.",
            "heads": f"Source:text|Reports:count|{_EN}|Incidents:count",
        },
        "source_cells": {
            "title": "Source, district, category",
            "about": "A row per source, district and category. An incident that two have told of is with both.",
            "heads": "Source:text|District:text|Category:text|Number:count|All fortnights before:count",
        },
        "hours": {
            "title": "Hours of the week",
            "about": "A row per district and weekday. Incidents whose time is uncertain are spread over the hours.",
            "heads": "District:text|Weekday:text",
        },
        "near_repeats": {
            "title": "Close upon each other",
            "about": "A row per category: pairs of incidents near each other in time and space over half a year.",
            "heads": "Category:text|Metres:count|Days:count|Pairs:count|By chance:part|p-value:chance"
            "|Clear pattern:text",
        },
        "hot_spots": {
            "title": "Where incidents gather",
            "about": "A row per square of the map with more incidents than chance gives over half a year.",
            "heads": "District:text|Latitude:degrees|Longitude:degrees|In the square:count|With those around:count",
        },
        "assessments": {
            "title": "Assessments",
            "about": "A row per district: the assessment in this picture. Step 1 is the calmest.",
            "heads": "District:text|Step:count|Assessment:text|Reason:text|By:text|Day:day"
            "|Differs from statistics:text",
        },
        "over_time": {
            "title": "Assessments over time",
            "about": "A row per picture, newest first: each district's assessment and step. Step 1 is the calmest.",
            "heads": "Picture:text|First day:day|Last day:day",
        },
        "decisions": {
            "title": "Decisions wanted",
            "about": "A row per decision that the steering group is asked for.",
            "heads": "Number:count|Decision:text",
        },
        "events": {
            "title": "Known ahead",
            "about": "A row per event known ahead.",
            "heads": "From:day|To:day|Where:text|What:text",
        },
        "texts": {
            "title": "Texts",
            "about": "A row per text that somebody has written in the picture.",
            "heads": "Part:text|District:text|Text:text",
        },
        "unplaced": {
            "title": "Incidents without a place",
            "about": "A row per incident without a known point. They are counted, and never drawn on a map.",
            "heads": "Incident:count|When:text|Category:text|District:text|Stated place:text",
        },
    },
}  # fmt: skip
