"""A small language for households in the shipped form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from survey.review import Trace
from survey.state import Record
from survey.xform import Form, Instance, Repeat, walk

D, N, U = "thieu_hut", "khong", "chua_ro"
"""Deprived, not, unknown."""


ICT = timezone(timedelta(hours=7))
TODAY = date(2025, 11, 3)

ADULT = {
    "ho_ten": "Phạm Văn Dắt",
    "gioi_tinh": "nam",
    "nam_sinh": "1971",
    "quan_he": "chu_ho",
    "dan_toc": "19",
    "bhyt": "co",
    "viec_lam": "tu_lam",
    "khuyet_tat": "khong",
    "tro_cap": "khong",
}
HOUSE = {
    "tuong": "ben",
    "cot": "ben",
    "mai": "ben",
    "dien_tich": "100",
    "nuoc": "nuoc_may",
    "nha_tieu": "tu_hoai",
    "internet": "co",
    "thiet_bi": "tivi",
}
"""A household where nothing is deprived."""

CHILD = {"quan_he": "con", "viec_lam": "khong_lam", "dinh_duong": "binh_thuong"}


@dataclass
class Household:
    """A household in the engine; `member` adds one who is in order unless said otherwise."""

    form: Form
    trace: Trace
    today: date = TODAY
    instance: Instance = field(init=False)

    def __post_init__(self) -> None:
        now = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=ICT)
        self.instance = Instance.restore(self.form, Record({}, ()), now=now)
        self.put("ngay", self.today.isoformat())
        for name, value in HOUSE.items():
            self.put(name, value)

    def put(self, name: str, value: str, member: int | None = None) -> None:
        nodes = self.instance.nodes(self.trace.by_name[name].ref)
        self.instance.set(nodes[0 if member is None else member], value)

    def value(self, name: str, member: int | None = None) -> str:
        node = self.instance.nodes(self.trace.by_name[name].ref)[0 if member is None else member]
        return node.value if node.relevant else ""

    def asked(self, name: str, member: int) -> bool:
        return self.instance.nodes(self.trace.by_name[name].ref)[member].relevant

    def member(self, born: str = "", **answers: str) -> int:
        """Add a member; `born` is "1971", "1971-05" or "1971-05-20"."""
        repeat = next(one for one in walk(self.form.body) if isinstance(one, Repeat))
        number = len(self.instance.nodes(repeat.ref))
        self.instance.add_item(repeat, item_id=str(number + 1))
        if born:
            answers = {"nam_sinh": born[:4], **answers}
        if len(born) == 10:
            answers["ngay_sinh"] = born
        if len(born) == 7:
            answers["thang_sinh"] = str(int(born[5:]))
        for name, value in {**ADULT, **answers}.items():
            self.put(name, value, number)
        return number

    def child(self, born: str, **answers: str) -> int:
        return self.member(born, **{**CHILD, **answers})

    def findings(self) -> dict[str, str]:
        return self.trace.findings(self.instance)

    def finding(self, indicator: str) -> str:
        return self.findings()[indicator]


NewHousehold = Callable[..., Household]
