"""What in a report tells of no incident, and why: greetings, totals, advice, "inga grova brott"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reports.incoming.reading import LeftOutReason

_LOOKED_AT = 220  # characters of a sentence
_WORDS = re.compile(r"[^\W\d_]{3,}")
_FEWEST_WORDS = 3
_SENTENCE_END = re.compile(r"[.!?](?<=\w\w.)(?=[.!?]*(?:\s|[A-ZÅÄÖ]|\Z))")
_REMEMBERED = 64  # sentences: one is asked about several times while its report is cut
_SENTENCES = re.compile(r"(?<=\w[.!?])[.!?]*\s+|\n+")
_TELLS_ALL_THE_SAME = frozenset({None, LeftOutReason.GREETING})  # "hej vi såg några som slogs"
_SUMS = frozenset({LeftOutReason.TOTAL, LeftOutReason.NO_INCIDENT})
_BESIDES = re.compile(
    r"(?!.*\b(?:ing[ae]n?|inget|utan)\b.*\b(?:övrigt|annars))(?P<told>.+?)\b(?:i"
    r"|för) ?övrigt\b|annars\b",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:rökt|hasch|gräs\b|knark|drog|kasta|slagit|slog|slåss|slagsmål|bråk|hot(?:a|et\b|\b)|stöld|stal\b|stulit"
    r"|snodde|sno |inbrott|kross|sönder|klott|brinn|brann|brand|elda|rån|misshand|kniv|vapen|skjut(?!s)|skott|grät"
    r"|skrik|skrek|jaga|spark|vält|mopp|buskör|berusa|full[at]?\b|druckit|drack|lang(?:a|ning)|sålde|ofred|trasig"
    r"|spräng|smäll|sabb|förstör|bränt|vandal|tafs|knuff)",
    re.IGNORECASE,
)
_MANY = (
    r"(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w+ton|tjugo|trettio|flera|några|ett (?:par|antal"
    r"|flertal)"
    r"|\w+tal)"
)
_MAIL_HEAD = re.compile(r"(?:från|till|kopia|ämne|skickat|datum|from|to|cc|subject|sent|date):", re.IGNORECASE)
_TENS = r"(?:fem|tio|femton|tjugo|\w+tio|hundra)tal"
_TONIGHT = r"(?:(?:under|sedan) (?:natten|kvällen|morgonen|dygnet|midnatt) (?:har )?)?"
_UNCAUSED = r"(?!.*\b(?:efter|i samband med|till följd av|på grund av) (?:ett|en)\b)"  # a cause is an event of its own
_EVENTS = r"(?:händelser?|(?:vålds)?brott|ärenden?|avvikelser|incidenter|uppdrag|larm)"
_LARGE = (
    r"(?:grov|grova|grövre|större|allvarlig\w*|särskil\w+|anmärkningsvärd\w*|andra|övriga|nya|stora|direkta"
    r"|speciella|eller"
    r"|och|omfattande|uppseendeväckande|våldsbrott|brott|ytterligare|mer|mediala),?"
)
_SHIFT = r"(?:natt|kväll|eftermiddag|dygn|helg|midsommar)\w*"
# "Inga större skador" tells of an event.
_HARM = r"(?:person|sak|egendoms|materiella )?(?:skad|fara\b|risk|problem|störning)"
_WORK = r"(?:hanterat|kontrollerat|genomfört|utfört|patrullerat)"

_NAME = "[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?"

_WEEKDAY, _CLOCK = r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?", r"\d\d?(?:[.:]\d\d)?"
# When a shift began, with nothing else told: "Fredag: startade 20.30.", "ute 21-00.30".
_SHIFT_BEGAN = re.compile(
    rf"(?:{_WEEKDAY}:? ?)?(?:vi )?(?:startade|började|ute|rullade|gick ut|åkte ut|på plats)(?: \w+){{0,3}}?"
    rf" (?:kl\.? |vid |från )?{_CLOCK}(?: ?(?:[-–]|till) ?{_CLOCK})?\W*",
    re.IGNORECASE,
)

# Each of `begins` stands at the beginning of a sentence, each of `holds` anywhere in it.
_GREETING = {
    "begins": (
        r"hej\b|hejsan|hallå\b|tja(?:na|bba)?\b|tjena(?:re)?\b|god ?(?:morgon|kväll|dag|natt|eftermiddag"
        r"|förmiddag)\b|bästa\b|tack\b|trevlig\b|ha (?:en"
        r"|det) ",
        r"(?:med )?vänliga? häls|mvh\b|hälsn(?:ingar)?\b|hälsar\b|vi hörs|vi ses|vid pennan|/{1,2}\s?\w",
        rf"(?-i:{_NAME} {_NAME}),? (?:kommunpolis|områdespolis|väktare|ordningsvakt|fältassistent|rektor)\W*$",
        r"good (?:morning|afternoon|evening|night)\b|hello\b|hi\b|(?:best|kind) regards|regards\b|thank(?:s| you)\b",
        r"(?:från|till|kopia|ämne|skickat|datum):|hemsidan uppdateras|samtal från media|media (?:hänvisas|nås)",
        r"(?:(?:dagens|nattens|kvällens) )?press ?(?:tal|befäl)|dagens? ?press|störningarna på press|medianumret",
    ),
    "holds": (),
}
_ADVICE = {
    "begins": (
        r"anpassa hastigheten|håll avstånd|tänk på|tipsa|kom ihåg|glöm inte|djuren är|påminn|observera att",
        r"var (?:extra )?(?:uppmärksam|försiktig|rädd)|polisen (?:uppmanar|vill (?:uppmana|påminna|tipsa)|ber)",
        r"ring (?:112|114|polisen|mig|oss|(?-i:[A-ZÅÄÖ]))|tips:",
        r"kontakta (?:polis|oss|väktar)|har du (?:sett|tips|information|uppgifter)|(?:är|ska|kör) du\b|se upp\b",
    ),
    "holds": (),
}
_HEADING = {
    "begins": (
        r"(?:nedan|här|nu|detta)\b.{0,25}\b(?:följer|kommer|är)\b.{0,40}\b(?:urval|sammanfattning|händelse|notis"
        r"|rapport|natt|dygn)",
        r".{0,40}\burval (?:av|ur)\b|sammanfattning av",
        r".{0,60}\benstaka (?:notis|ärende|händelse)|följande\b.{0,60}$|(?:i )?övrigt:?\s*$|händelser:?\s*$",
        r".{0,40}\b(?:några|följande|två|tre|fyra|lite) (?:saker|händelser|ärenden|punkter|grejer|noteringar)\b"
        r"(?: (?:att (?:känna till|ta upp|notera|rapportera)|från \w+|under \w+))*\W*$",
        r"\S.{0,120}? ---(?: |$)",  # the name of what was attached to a letter
        r"påhittad\b|(?:närvarande|deltagare|deltog|närvarade)\b",
        r"(?:objekt|uppdrag|kund|tjänst|avtal|bevakningsobjekt|beställare|avser|område)\s*:\s*"
        r"(?!.*\b(?:larm|inbrott|bråk|brand|skadegör))"
        r"(?:.{0,40}\b)?(?:(?:natt|kvälls?|yttre|inre|område[ns]?)?-?(?:rond(?:er|ering\w*)?|bevakning\w*"
        r"|tillsyn\w*|patrullering\w*)"
        r"|stadsbevakning|ordningshållning|trygghets?(?:väktar|vakt|patrull)\w*)\b.{0,60}$",
        r"(?:tjänstgörande )?(?:väktare|ordningsvakt(?:er)?)(?: nr)? ?: ?[\d, /&-]+$",
        r"bil \d+\b.{0,20}\bväktare \d|väktare \d+ st\b|pass(?:et)?:? \d",
        r"(?:kort )?(?:kvälls?|natt|dygns?|dag|vakt|väktar|polis)?-?(?:rapport|sammanfattning)(?:en)?\b.{0,120}$",
        r"[\d /-]*(?:natt|kväll|dygn)(?:en|et)? (?:i )?\w+$",
        r"natt(?:en)? (?:till|mot) \w+dag(?:en)?(?: i| polis\w+| \w+ län)*(?: \w+)?$",
    ),
    "holds": (),
}
_QUIET = (
    rf"(?:inga|utan) (?:{_LARGE} )*{_EVENTS}\b|(?:ingen|inget) (?:händelse|ärende)\b.{{0,20}}\b(?:av|som)\b",
    rf"(?:ingen|inget) större (?!{_HARM})(?:\w+ ){{0,3}}(?:händelse|ärende|har)\b",
    rf"inte (?:\w+ )?några (?:allvarliga|större|grova)\b(?! (?:\w+ )?{_HARM})",
    rf"inget? (?:{_LARGE} |övrigt |nytt )?att (?:rapportera|anmärka|redovisa|kommunicera)|händelser? att rap\w+ra",
    r"lugn(?:t|a|are)? (?:\w+ ){0,3}(?:start|natt|kväll|eftermiddag|dygn|pass|dag|helg|midsommar\w*)\b",
    r"normal (?:natt|kväll)\b|(?:lyfta från|av dignitet|arbetsbelastning|polisverksamhet|händelserapporter)\b",
    rf"{_SHIFT}\b(?!.*\b(?:gr[ei]p|misstänk)).{{0,80}} {_LARGE} (?:\w+ ){{0,3}}(?:händelser|brott|insatser)\b",
    rf"{_SHIFT}\b.{{0,60}}\blugn\w*|utan (?:att )?något att rap\w+",
)
_NO_INCIDENT = {
    "begins": (
        r"(?:i övrigt )?(?:allt )?lugnt\b|avslutar? pass",
        r"ing(?:en|a) (?:avvikelser?|anmärkning(?:ar)?)\b(?!.*\b(?:men|förutom|utom)\b)",
        r"(?:(?:yttre|inre) )?(?:bevakning|rond|tillsyn|patrull|besök|kontroll|genomgång)\w*\b(?!.*(?:rök|hasch"
        r"|kasta|slag|slog|slåss"
        r"|bråk|hot|stöld|stul|inbrott|kross|sönder|klott|brinn|brann|brand|eld|rån|misshand|kniv|sk[jo]t|skrik"
        r"|spark|mop|full|berus"
        r"|larm|stör|ungdom|gäng|efter|men |utom|förutom))[^.;!?]{2,70},? (?:allt |helt )?lugnt\W*$"
        r"|(?:\w*larm\w*)[\s|:;,–-]*(?:felaktigt|falskt|oavsiktligt|obefogat|fel)[ -]?larm\W*$"
        r"|\w*larm\w*\W+falsklarm\W*$",
        r"(?:[\w-]+ ){1,2}lugnt\W*$|[\w-]+(?: [\w-]+)?, (?:lugnt|inget bråk|inga? ungdomar)\W*$",
        r"ingenting (?:mer|annat|särskilt|att)\b|[-;|\s]*(?:(?:yttre|inre) )?rond(?:ering)?\W*$",
        r"(?:passet )?(?:slut|hemgång|hem|avslut|klart?)(?: för (?:i ?dag|i ?natt|kvällen|natten))?\W*$",
        r"inget(?: (?:särskilt|nytt|annat|mer|övrigt|att \w+))?$",
        r"in(?:gen|ga) händelser?(?: (?:i|för) ?övrigt| i \w+)?$",
        r"(?:natten|kvällen|dygnet|dagen|passet|det|allt) (?:har (?:\w+ ){0,4})?(?:varit|är|var)\b"
        r" (?:\w+ ){0,4}lugnt?\b(?! på plats)",
    ),
    "holds": (
        *_QUIET,
        rf"(?!inget brott)ing(?:en|et) (?:{_LARGE} )+(?:händelse|ärende|brott|att|har)\b",
        r"(?:allt|för ?övrigt|i övrigt) lugnt\b|i övrigt in(?:get|ga)\b|(?:sticker|stuckit) ut\b",
        r"\A(?!.*\b(?:nykt\w+|trafik\w+|förare|kontroll\w*|samtliga|alla)\b).{0,70}utan (?:anmärkning|avvikelse)",
        r"u\.? ?a\.?(?:$|[\s,])",
        r"(?:rond|tillsyn|kontroll)\w*\b.{0,40}\b(?:ok|u\.?a|utan anm)\b|(?:slut|start) (?:på|av) (?:pass|natten)",
        r"(?:kontroll|besök|rond|tillsyn|passera)\w*\b.{0,60}\blugnt\W*$",
        r"(?:kvälls?|natt|dag)?pass(?:et)? (?:start|slut)\b",
        r"pass(?:et)? (?:börja|starta|sluta|avsluta|påbörja)",
    ),
}
_TOTAL = {
    "begins": (
        r"(?:utöver|förutom) (?:detta|det|dessa|dom|ovan\w*|nämnda)|(?:i )?övrig[at]?\b",
        r"(?:totalt?|totala|sammanlagt)\b",
        r"sammanfattningsvis|antalet\b|tidigare år\b|(?:det)?samma (?:sak )?gäller\b",
        rf"{_UNCAUSED}{_TONIGHT}{_MANY} (?:\w+ ){{0,3}}?(?:personer|män|berusade"
        r"|förare|bilister|viltolyck\w+|trafikolyck\w+|anmälningar|fordon|ärenden)\b.{0,40}\b"
        r"(?:har (?:\w+ ){0,4}?(?!omkom)\w{4,}[aiu]ts|har (?:\w+ ){0,3}(?:fått|varit|lämnat|blivit)|omhändertagits"
        r"|omhändertogs)\b",
        rf"{_UNCAUSED}{_TONIGHT}(?:en|{_MANY}) person\w* (?:har |i \w+ )?(?:omhänder|medtag|fått medfölja)",
        r"(?:nattens |flera |våra )?(?:polis)?patruller(?:na)? (?:har|ägna|jobba|arbeta)|ärende(?:na|n) ",
        r"de (?:flesta|allra) ",
        r"polisen har (?:också|även|utöver|därutöver|vidare|i övrigt)|polismyndigheten|polisens? regionlednings",
        rf"{_EVENTS}:? \d+",
    ),
    "holds": (
        rf"(?:ett )?\d+[- ]tal (?:\w+ )?{_EVENTS}|{_TENS} {_EVENTS}|rutin(?:ärende|kontroll|karaktär|mässig|er\b|-)",
        r"psykisk ohälsa\b|kan jämföras med\b",
        rf"(?:har|också|även|bland annat)\b.{{0,60}}\b{_WORK}\b",
        r"hantera(?:t|des|de)\b.{0,60}\b(?:ärende|händelse|samtal)",
        rf"{_MANY} (?:\w+ )?viltolyckor\b|trygghetsskapande\b|brottsförebyggande\b",
        r"kontroll(?:er|erat) (?:av )?(?:\w+ ){0,2}person",
        r"(?:person|fordons)-? ?(?:och|samt) (?:\w+ )?(?:person|fordon)",
    ),
}
_KINDS = (
    (LeftOutReason.GREETING, _GREETING),
    (LeftOutReason.ADVICE, _ADVICE),
    (LeftOutReason.HEADING, _HEADING),
    (LeftOutReason.NO_INCIDENT, _NO_INCIDENT),
    (LeftOutReason.TOTAL, _TOTAL),
)


class _Words(NamedTuple):
    """Patterns for what a sentence begins with, and, in small letters, for what it holds."""

    begins: re.Pattern[str]
    holds: re.Pattern[str] | None

    def are_in(self, sentence: str, small: str) -> bool:
        """`small` is the sentence in small letters: to search it takes half the time of minding no case."""
        return bool(self.begins.match(sentence) or (self.holds and self.holds.search(small)))


def _words(begins: Iterable[str], holds: Iterable[str]) -> _Words:
    within = "|".join(rf"\b(?:{pattern})" for pattern in holds)
    return _Words(re.compile("|".join(begins), re.IGNORECASE), re.compile(within) if within else None)


_REASONS = [(reason, _words(**patterns)) for reason, patterns in _KINDS]
_TELLS_OF_NONE = dict(_REASONS)[LeftOutReason.NO_INCIDENT]
_SUMS_UP = _words(
    (*_HEADING["begins"], *_NO_INCIDENT["begins"], r"(?:(?:dagens|nattens|kvällens) )?presstal"),
    (
        *_QUIET,
        rf"\d+[- ]tal (?:\w+ )?{_EVENTS}|{_TENS} {_EVENTS}|rutin(?:ärende|karaktär|uppdrag)",
        r"ärenden .{0,40}psykisk ohälsa\b",
        r"hantera(?:t|des)\b.{0,60}\b(?:ärenden|händelser)",
        rf"\A{_UNCAUSED}.{{0,160}}?\b{_MANY} .{{0,40}}omhändertagits\b",
        rf"{_MANY} (?:\w+ )?viltolyckor har",
    ),
)
# What ends a passage within its line, where a line break was lost.
CLOSER = (
    r"(?:I övrigt|Övrigt\b|Övriga (?:ärende|händelse)|Utöver (?:detta|det|dessa|ovan)|Förutom (?:detta|dessa|ovan"
    r"|det)|"
    r"Polisen har (?:utöver|därutöver|även|också)|Patrullerna har|Sammanfattningsvis|Totalt (?:har|\d)|"
    r"Inga (?:grov|gröv|större|allvarlig)|"
    r"Ingenting mer|Hälsn\.|Ring [A-ZÅÄÖ]|Med vänlig|Vänliga häls|Mvh\b|Hälsningar\b)"
)
_UPDATE = re.compile(
    r"\W*(?:uppdater(?:ing|at|ad)|komplettering|rättelse)\b"
    r"|\W*(?:kl(?:ockan)?\.? ?)?\d\d?[.:]\d\d[:.,]?\s+(?:[-–]\s*)?"
    r"(?:(?:trafik|väg|brand|olyck|olycksplats|mann|kvinn|förar|person|plats|bil|avspärrning|händels|insats|bärgning"
    r"|röjning|släckning)(?:en|an)|släckningsarbetet|körfältet|ett körfält|båda körfälten|sökandet|arbetet)\b",
    re.IGNORECASE,
)


def reason_to_leave_out(stretch: str) -> LeftOutReason | None:
    """Why a stretch of text is no incident, by its first sentence; None where nothing says so."""
    began = _SHIFT_BEGAN.fullmatch(stretch)
    return LeftOutReason.NO_INCIDENT if began else _reason_of(first_sentence(stretch))


@lru_cache(maxsize=_REMEMBERED)
def _reason_of(sentence: str) -> LeftOutReason | None:
    small = sentence.lower()
    for reason, words in _REASONS:
        if words.are_in(sentence, small):
            besides = _BESIDES.match(sentence) if reason is LeftOutReason.NO_INCIDENT else None
            return None if besides and _TROUBLE.search(besides["told"] or "") else reason
    return None


def says_all_was_quiet(stretch: str) -> bool:
    """Whether the reason to leave a stretch out is that it tells of no incident; asked first, as most tell of one."""
    sentence = first_sentence(stretch)
    if _SHIFT_BEGAN.fullmatch(stretch):
        return True
    is_quiet = _TELLS_OF_NONE.are_in(sentence, sentence.lower())
    return is_quiet and _reason_of(sentence) is LeftOutReason.NO_INCIDENT


def as_named(stretch: str, reason: LeftOutReason) -> LeftOutReason:
    """The reason as a person is told it: the head of a mail is no greeting, a total below a headline no headline."""
    if reason is LeftOutReason.GREETING and _MAIL_HEAD.match(stretch):
        return LeftOutReason.HEADING
    if reason is LeftOutReason.HEADING and any(
        reason_to_leave_out(sentence) in _SUMS for sentence in _SENTENCES.split(stretch)[1:]
    ):
        return LeftOutReason.TOTAL
    return reason


def may_tell(stretch: str) -> bool:
    """Whether a stretch that was left out may tell of an incident all the same: no words of it say that it does not.

    True of at least three words of three letters, and of any sentence that names trouble and does not deny it.
    """
    if reason_to_leave_out(stretch) is None:
        return len(_WORDS.findall(stretch)) >= _FEWEST_WORDS
    return names_trouble(stretch)


def names_trouble(stretch: str) -> bool:
    """Whether any sentence of a stretch names trouble, such as a fight or a broken window, and does not deny it."""
    return any(_TROUBLE.search(sentence) and _is_told(sentence) for sentence in _SENTENCES.split(stretch))


def _is_told(sentence: str) -> bool:
    return reason_to_leave_out(sentence) in _TELLS_ALL_THE_SAME and len(_WORDS.findall(sentence)) >= _FEWEST_WORDS


def is_general(stretch: str) -> bool:
    """Whether a stretch plainly sums up a night or a shift, which no account of one event does."""
    sentence = first_sentence(stretch)
    return _SUMS_UP.are_in(sentence, sentence.lower())


def first_sentence(stretch: str) -> str:
    """The first sentence, at most some 220 characters of it, without bullet and white space."""
    near = stretch[:_LOOKED_AT].lstrip(" \t\xa0-–•*·|>")
    end = _SENTENCE_END.search(near)
    return " ".join(near[: end.start()].split() if end else near.split())


def is_update(stretch: str) -> bool:
    """Whether a stretch goes on about what was told before it: "Uppdatering 14.51", "08.10 Vägen är öppen"."""
    return _UPDATE.match(stretch) is not None
