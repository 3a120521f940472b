"""Made texts with personal data planted in them, in all ways of writing it; and others that hold none."""

from collections.abc import Iterator
from random import Random

from reports.incoming.privacy.tripwire import PersonalData, PersonalDataKind

PLATE_LETTERS = "ABCDEFGHJKLMNOPRSTUWXYZ"
AROUND = [
    "Vid torget stod en man i 30-årsåldern. {} Patrull 31-4410 åkte dit kl 22.15.",
    "{}",
    "Larm kl. 01.40 om bråk, uppgiftslämnaren ({}) såg tre personer springa mot väg 263.",
    "2026-11-20 08.30 {} och sedan lugnt till 10.15.",
    "Klotter på skolan, 2 000 kr i skada; {}, ärendenummer 5000-K123456-26.",
    "RAPPORT NR 2026-1182\nVäktare på plats 23.05-23.40\n{}\nInget mer att rapportera.",
    "Anmälaren sa: {}. Återkopplat 3 ggr.",
    "Utanför E18-macket,{},två mopeder",
    "se {} – i 20-årsåldern",
]
HARMLESS = [
    "Man i 20-årsåldern greps kl 22.15 vid väg 263, cirka 150 meter från E 18.",
    "Omkring 100 ungdomar, mellan 21 och 04, natten mot den 20/11 2026.",
    "Patrull 31-4410 och 31-4420 mötte 2-3 mopeder, 45 km/h på en 30-väg.",
    "Stulet för 12 000 kr, 1 000 000 kr i skada, 08.30-10.15 och 0830-1015.",
    "Ärendenummer 5000-K123456-26, rapport nr 2026-1182, dnr KS 2026/12.",
    "Ring 114 14 eller 112. SOS 112 larmade 2026-11-20 23.10.",
    "Lägenheten 22.15: fest. Lägenheter på 2 och 3 trappor, Storgatan 12.",
    "Mot 150 personer, ett 120-tal, och 200 till; TPL 191 på E4, BMW 320.",
    "v. 46-47, 3 mot 0, temp -5, plats 59.5114 17.6359, höjd 120 m.",
    "Buss 553 kl 07.04, 07.19 och 07.34; tåg 43 mot Bålsta 00.12.",
]


def planted_texts(number: int, seed: int = 1) -> Iterator[tuple[str, PersonalData]]:
    """Texts with one thing planted in each: the text, and what stands where in it."""
    random = Random(seed)
    for turn in range(number):
        kind = list(WRITERS)[turn % len(WRITERS)]
        words = WRITERS[kind](random)
        before, after = random.choice(AROUND).split("{}")
        yield before + words + after, PersonalData(kind, len(before), len(before + words))


def _personal_number(random: Random) -> str:
    year, month, day = random.randint(1930, 2018), random.randint(1, 12), random.randint(1, 28)
    day += random.choice([0, 0, 60])
    serial = f"{random.randint(1, 999):03d}"
    short = f"{year % 100:02d}{month:02d}{day:02d}"
    last = serial + _check_digit(short + serial)
    long = f"{year}{month:02d}{day:02d}"
    date = random.choice([short, long])
    spaced = f"{year}-{month:02d}-{day:02d}"
    ways = [f"{date}-{last}", f"{date}{last}", f"{date} {last}", f"{date} - {last}", f"{date}\u2013{last}"]
    return random.choice([*ways, f"{date}+{last}", f"{spaced}-{last}", f"{spaced} {last}", f"{date}\u00a0{last}"])


def _check_digit(digits: str) -> str:
    """Luhn's (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _phone(random: Random) -> str:
    area, rest = random.choice(["070", "072", "073", "076", "079"]), [f"{random.randint(0, 99):02d}" for _ in range(3)]
    if random.random() < 0.3:
        area = random.choice(["08", "018", "08", "021"])
    first = str(random.randint(2, 9)) if area != "018" else ""
    numbers = [f"{first}{rest[0]}", *rest[1:]]
    apart, together = " ".join(numbers), "".join(numbers)
    abroad = random.choice(["+46", "+46 ", "0046", "0046 ", "+46(0)", "+46 (0)"]) + area[1:]
    dots = ".".join([area, *numbers])
    ways = [f"{area}-{apart}", f"{area}{together}", f"{area} {apart}", f"{area}-{together}", f"{area}/{apart}", dots]
    return random.choice([*ways, f"({area}) {apart}", f"{area} - {apart}", f"{abroad} {apart}", f"{abroad}{together}"])


def _email(random: Random) -> str:
    name = random.choice(["kim.provsson", "p.provdotter+x", "prov_79", "Åsa.Prov", "kim-prov"])
    host = random.choice(["exempel.se", "post.exempel.se", "exempel-bolag.com", "EXEMPEL.NU"])
    at = random.choice(["@", "@", "@", " @ ", "(at)", " (at) ", "[at]", " snabel-a "])
    return name + at + host


def _plate(random: Random) -> str:
    letters = "".join(random.choices(PLATE_LETTERS, k=3))
    number = f"{random.randint(0, 99):02d}" + random.choice("0123456789ABCDEFGHJKLMNPRSTUWXYZ")
    together = letters + number
    return random.choice([f"{letters} {number}", together, together.lower(), f"{letters}-{number}"])


def _apartment(random: Random) -> str:
    number = f"{random.randint(9, 18):02d}{random.randint(1, 9):02d}"
    before = random.choice(
        ["lgh ", "lägenhet ", "lght ", "Lgh. ", "LGH ", "lgh nr ", "lägenhet nr ", "lgh", "lägenhetsnummer "]
    )
    return before + number


WRITERS = {
    PersonalDataKind.PERSONAL_NUMBER: _personal_number,
    PersonalDataKind.PHONE: _phone,
    PersonalDataKind.EMAIL: _email,
    PersonalDataKind.PLATE: _plate,
    PersonalDataKind.APARTMENT: _apartment,
}
