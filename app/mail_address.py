"""An address as it is written in a letter."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr


def written_address(name: str, address: str) -> Address:
    """Raises ValueError for what is no address, or cannot be written in ASCII as mail servers ask for."""
    try:
        made = Address(name, addr_spec=address)
    except (HeaderParseError, IndexError) as error:
        raise ValueError("not an address") from error
    if not (made.username and made.domain and made.addr_spec.isascii()):
        raise ValueError("not an address")
    return made


def sender_address(mail_from: str) -> Address:
    """ "Läget <lagesbild@kommun.example>", or the address alone. Raises ValueError for what is none."""
    return written_address(*parseaddr(mail_from))
