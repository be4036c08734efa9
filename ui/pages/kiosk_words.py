"""What self check-in says, in the language of the guest and not in that of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The few sentences of self check-in in one language."""

    language: str  # as its speakers call it
    welcome: str
    scan: str
    type: str
    welcomed: str
    here: str
    gone: str
    desk: str


LANGUAGES = {
    "de": Words(
        "Deutsch",
        "Willkommen!",
        "Bitte scannen Sie Ihr Namensschild",
        "oder tippen Sie Ihren ganzen Namen",
        "Sie sind eingecheckt.",
        "Sie sind schon eingecheckt.",
        "Auf Wiedersehen!",
        "Bitte kommen Sie zum Empfang.",
    ),
    "en": Words(
        "English",
        "Welcome!",
        "Please scan your badge",
        "or type your whole name",
        "You are checked in.",
        "You are already checked in.",
        "Goodbye!",
        "Please come to the reception desk.",
    ),
    "zh": Words(
        "中文",
        "欢迎！",
        "请扫描您的胸牌",
        "或输入您的全名",
        "您已签到。",
        "您之前已经签到。",
        "再见！",
        "请到接待处。",
    ),
    "uk": Words(
        "Українська",
        "Ласкаво просимо!",
        "Будь ласка, відскануйте свій бейдж",
        "або введіть своє повне ім’я",
        "Вас зареєстровано.",
        "Вас уже зареєстровано.",
        "До побачення!",
        "Будь ласка, підійдіть до стійки реєстрації.",
    ),
    "ru": Words(
        "Русский",
        "Добро пожаловать!",
        "Пожалуйста, отсканируйте свой бейдж",
        "или введите своё полное имя",
        "Вы зарегистрированы.",
        "Вы уже зарегистрированы.",
        "До свидания!",
        "Пожалуйста, подойдите к стойке регистрации.",
    ),
    "lv": Words(
        "Latviešu",
        "Laipni lūdzam!",
        "Lūdzu, noskenējiet savu vārda karti",
        "vai ierakstiet savu pilno vārdu",
        "Jūsu ierašanās ir reģistrēta.",
        "Jūsu ierašanās jau ir reģistrēta.",
        "Uz redzēšanos!",
        "Lūdzu, nāciet pie reģistratūras.",
    ),
    "kk": Words(
        "Қазақша",
        "Қош келдіңіз!",
        "Бейджіңізді сканерлеңіз",
        "немесе толық аты-жөніңізді жазыңыз",
        "Сіз тіркелдіңіз.",
        "Сіз бұрын тіркелгенсіз.",
        "Сау болыңыз!",
        "Тіркеу орнына келіңіз.",
    ),
}
"""The languages of the congress; whoever speaks none of them is greeted in English."""

FALLBACK = "en"


def meant(languages: Iterable[str], otherwise: str) -> str:
    """Return the first of a guest's languages that there are words in."""
    return next((one for one in languages if one in LANGUAGES), otherwise)
