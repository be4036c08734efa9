"""A register of fictional people: those of the pairs, their near misses, and a crowd."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checkin.search.index import Record

PAIRS = Path(__file__).parents[1] / "data" / "search" / "pairs.csv"

# given names, then family names; no one of the pairs bears any of them
CROWD = {
    "CN": (
        "Jie Fang Ting Hao Bo Peng Lei Mei Xia Ning Haoran Yuxuan Zihan Mengyao Shuang Xinyi",
        "Gao Sun Tang Deng Fan Dong Yuan Jiang Cui Peng Zou Xiong Kong Bai Qin Hou Gong Meng",
    ),
    "UA": (
        "Оксана Андрій Дмитро Наталія Василь Ірина Остап Богдана Роман Галина Степан Уляна",
        "Мельник Бондаренко Коваленко Ткачук Олійник Савчук Пономаренко Шевчук Гаврилюк Лисенко",
    ),
    "RU": (
        "Anton Dmitriy Svetlana Oksana Ilya Larisa Nadezhda Stepan Vera Gennady Zoya Lev",
        "Smirnov Sokolov Lebedev Novikov Morozov Volkov Zaitsev Pavlov Belov Orlov Gusev Titov",
    ),
    "KZ": (
        "Нұрлан Асель Данияр Айгүл Бекзат Дина Ержан Жанар Марат Сәуле Тимур Ақмарал",
        "Сейтқали Оспанов Беков Қасымов Сүлейменов Тоқаев Абдрахманов Искаков Рахимов Есенов",
    ),
    "LV": (
        "Ilze Mārtiņš Kristīne Pēteris Anita Edgars Ginta Raimonds Zane Uldis Ieva Normunds",
        "Ozoliņš Liepiņš Krūmiņš Zariņš Balodis Eglītis Vītoliņš Pētersons Kļaviņš Siliņa",
    ),
    "DE": (
        "Ulrike Heinz Birgit Matthias Petra Wolfgang Sabine Dieter Katrin Uwe Heike Torsten",
        "Schmidt Becker Hoffmann Krüger Wolff Lange Köhler Böhme Möller Hartmann Möhring Lüders",
    ),
    "TR": (
        "Emre Zeynep Mustafa Elif Hakan Ayşe Burak Derya Serkan Gökçe Tolga Bülent",
        "Demir Çelik Öztürk Aydın Arslan Doğan Kılıç Polat Korkmaz Çakır Şimşek Erdoğan",
    ),
    "PL": (
        "Agnieszka Paweł Krzysztof Ewa Tomasz Barbara Zbigniew Halina Sławomir Dorota",
        "Nowak Kowalczyk Zieliński Woźniak Mazur Krawczyk Piotrowski Grabowski Pawłowska Zając",
    ),
    "VN": (
        "Thanh Minh Hương Lan Tuấn Hải Phương Trang Khánh Dũng",
        "Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Bùi Đỗ",
    ),
    "EG": (
        "Fatima Omar Layla Hassan Karim Nadia Samir Amina Tariq Salma",
        "Mansour Saleh Farouk Nasser Ibrahim Aziz Qasim Darwish Najjar Rashid",
    ),
}
# family, given: unlike enough to be somebody else, like enough to be taken for one of the pairs
NEAR_MISSES = """Shevchuk Taras|Shevtsov Taras|Zhukov Pyotr|Zhuk Anton|Kuznets Yulian|Kalniete Jana
Kalnins Peteris|Berzins Ligita|Ivans Andris|Müllner Jürgen|Mühler Jan|Möller Jürgen|Grosse Käthe
Gros Karla|Schröter Anna|Weise Anna|Yıldız İsmet|Güner Işık|Łukasik Małgorzata|Lukas Gosia
Wójcicki Grzegorz|Dąbek Święcisław|Nguyen Duy|Truong Tien|Dang Quang|Abdulaziz Mohamed
Haddadi Yasin|Khatami Ahmad|O'Brian Jean|Brien Luke|Li Ning|Li Nan|Liu Na|Lin Na|Lee Nathan
Wang Xiaoying|Wang Ming|Wan Xiaoming|Huang Xiaoming|Zhang Wen|Zhang Wei|Zhan Wei|Zeng Wei
Zhuang Wei|Ouyang Jin|Lu Yun|Liu Yan|Luo Yan|Zhou Jianguang|Zhu Jianguo|Xu Lina|Xue Lihua|Chan Siu
Chang Xiaoming|Zhao Qian|Whitehead Margaret|Whitman Margret|Albuquerque Joana|Hnatenko Olha
Yushchuk Yevhen|Kovalchenko Sonia|Zhytomyr Ihor|Demchuk Maria|Galan Bohdan|Kyivets Yana
Khrushch Mykyta|Tsoy Anna|Chernyshev Sergey|Yeltsov Aleksey|Shchukarev Fedor|Gorbatov Mikhail
Nurgaliev Askar|Zhumagaliyev Qanat|Omirzak Gulnara|Tolebi Hamit|Akhmedov Ruslan|Thorsen Gudrun"""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is typed, whom it must find, and whether the folding was shaped on it."""

    query: str
    person: tuple[str, ...]
    language: str
    held_out: bool


@cache
def pairs() -> tuple[Pair, ...]:
    """Read all pairs; a person is the tuple of the fields that lists give."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Pair(
                row["query"],
                tuple(list(row.values())[1:7]),
                row["language"],
                row["set"] == "held-out",
            )
            for row in csv.DictReader(file)
        )


def record(person: tuple[str, ...]) -> Record:
    """Return what a person of the pairs is found by."""
    family, given, native, organisation, city, country = person
    names = tuple(filter(None, (given, native)))
    code = ("GC12-0457-K7",) if organisation.startswith("Lagos") else ()
    return Record(family, names, (*filter(None, (organisation, city)), *code), country)


@cache
def people() -> tuple[tuple[int, Record], ...]:
    """Return the whole register, at least five hundred people, numbered."""
    chance = random.Random(2012)  # noqa: S311  a fictional crowd, the same each time
    found = [record(person) for person in dict.fromkeys(pair.person for pair in pairs())]
    for line in NEAR_MISSES.replace("\n", "|").split("|"):
        family, given = line.split(" ", 1)
        found.append(Record(family, (given,), ("Gemeinde Neuland",), ""))
    for country, (given, families) in CROWD.items():
        for family in families.split():
            found += [
                Record(family, (name,), (f"Office {chance.randrange(40)}",), country)
                for name in chance.sample(given.split(), 4)
            ]
    order = list(enumerate(found, start=1))
    chance.shuffle(order)
    return tuple(order)


def number(person: tuple[str, ...]) -> int:
    """Return the number that a person of the pairs has in the register."""
    wanted = record(person)
    return next(n for n, each in people() if each == wanted)
