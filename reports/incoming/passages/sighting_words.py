"""The words of those who were out and tell what they saw, as they write: "vi va", "nån", "dom"."""

import re

WE = re.compile(r"(?<![\w.])(?:vi|oss|våra?|vårt|jag|mej|mig|nattvandr\w+|nattvandring)(?!\w)", re.IGNORECASE)
LOOKED_AT = 4_000  # characters in which a writer shows who it is
QUOTES = re.compile(r"\b(?:säger|berättar|menar)\s(?:[a-zåäö]+ )?(?-i:[A-ZÅÄÖ])", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?;][.!?;)]*\s+(?=[\w\"”(–-])|\n\s*|[!?]{2,}\s*(?=\w)")
SHORTENED = re.compile(
    r"(?<![^\W_])(?:kl|ca|c:a|st|nr|tel|tex|t\.ex|bl\.a|m\.m|bla|d\.v\.s|dvs|resp|\w)$", re.IGNORECASE
)
CLAUSE = re.compile(r"(?:,\s*)?(?<=[\s,])(?:och|samt|men|å|sen|sedan|därefter|plus|även)\s+|,\s+(?=\w)", re.IGNORECASE)
GOES_ON = re.compile(
    r"(?:och |men |så |då )?(?:dom|de|den|han|hon|dem|båda|alla|ingen|inga|polis\w*|väktar\w*|ambulans\w*"
    r"|mamman?|föräldr\w*"
    r"|hennes|hans|deras|varav|vilket|som|killen|killarna|tjejen|tjejerna|grabbarna|gänget|ungdomarna|mannen"
    r"|kvinnan|föraren"
    r"|förarna|anmäl\w*|det (?:luktade|låg|kändes|blev|gick|slutade|löste|brukar)"
    r"|vi (?:ring\w*|prata\w*|sa|ba[d]?|larma\w*|följde|hjälpte|stann\w*|väntade|skicka\w*|bröt|gav|tog"
    r"|plocka\w*|städa\w*|anmäl\w*"
    r"|meddela\w*|kontakta\w*|tipsa\w*|blev|kände|lyckades|försökte|fick|vet|tror|tänker|önskar|vill|hoppas"
    r"|kommer|ska))\b",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"(?:och )?(?:(?:lite|strax|en stund|nån timme|någon timme|en timme) )?(?:senare|sen|sedan|därefter"
    r"|efter det|dessutom|också"
    r"|på (?:hemvägen|vägen (?:hem|tillbaka))|sist|till sist|en annan|samma (?:kväll|natt))\b",
    re.IGNORECASE,
)
OUT = re.compile(
    r"\b(?:vi|jag|nattvandr\w*|fält\w*|grupp\w*|lag\w*)\b.{0,60}\b(?:va|var|gick|är|ute|vandrade|nattvandrade"
    r"|startade|började|körde|kör|åker|jobbade"
    r"|åkte|promenerade)\b|\b(?:gick|körde|kör|åkte|var|va|patrullerade) vi\b|\b(?:rapport|anteckning"
    r"|minnesanteckning|sammanfattning)",
    re.IGNORECASE,
)
ROUND = re.compile(r"\b(?:en|ett) (?:\w+ )?(?:runda|sväng|vända|promenad|rond|stund|timme|varv|pass)\b", re.IGNORECASE)
DAY = re.compile(
    r"\b(?:i ?går|i (?:mån|tis|ons|tors|fre|lör|sön)dags|(?:(?:mån|tis|ons|tors|fre|lör"
    r"|sön)dag(?:en)?(?: den)? )?\d{1,2}/\d{1,2}"
    r"|(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?(?: den)? )?\d{1,2} (?:januari|februari|mars|april|maj|juni"
    r"|juli|augusti"
    r"|september|oktober|november|december)|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|s)?)\b",
    re.IGNORECASE,
)
SOME_PLACE = re.compile(
    r"\b(?:vid|på|i|bakom|utanför|inne på|nära|bredvid|framför|under|längs|runt"
    r"|mellan) (?P<what>[a-zåäö]*(?:skolan|ica|coop|willys|lidl|hemköp|maxi|stationen|stn|parken"
    r"|torget|centrum|lekplatsen|tunneln|viadukten|parkeringen|garaget|hallen|gården|kyrkan|bron|macken|kiosken"
    r"|planen|hållplatsen"
    r"|perrongen|badet|biblioteket|pizzerian|porten|trappan|cykelstället|soprummet|tvättstugan|källaren|rampen"
    r"|dungen|skogen|huset"
    r"|affären|butiken|ingången|bänkarna|grillplatsen|spåret|vägen))(?!\w)",
    re.IGNORECASE,
)
HEAD = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [\w-]+){0,2}: ")  # "Bro centrum: "
BINDS = re.compile(r"(?:[\s,;]|(?<!\w)(?:och|samt|men|å|plus))+\Z", re.IGNORECASE)
