"""Around the event file: folders that others write to are known by name, mark and file system."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from checkin import surroundings

MOUNTS = """/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/export /srv/team nfs4 rw 0 0
//nas/congress /mnt/nas\\040box cifs rw 0 0
/dev/sdb1 /srv/team/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (PureWindowsPath(r"C:\Users\desk\OneDrive - Stadt\event.checkin"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\desk\Documents\event.checkin"), ""),
        (PureWindowsPath(r"\\server\share\event.checkin"), r"\\server"),
        (PureWindowsPath(r"C:\congress\onedrive.checkin"), ""),
        (PurePosixPath("/data/Nextcloud/congress/event.checkin"), "Nextcloud"),
        (
            PurePosixPath("/data/Library/Mobile Documents/com~apple~CloudDocs/event.checkin"),
            "iCloud",
        ),
        (PurePosixPath("/data/Library/CloudStorage/OneDrive-Stadt/event.checkin"), "CloudStorage"),
        (PurePosixPath("/data/Dropbox (Stadt)/event.checkin"), "Dropbox"),
        (PurePosixPath("/Volumes/share/event.checkin"), "/Volumes"),
        (PurePosixPath("/data/event.checkin"), ""),
    ],
)
def test_a_folder_is_known_by_its_name(path: PurePosixPath, found: str) -> None:
    assert surroundings.named(path) == found


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_1a2b3c.db", "Nextcloud"),
        (".hidden", ""),
        ("stfolder", ""),
    ],
)
def test_a_folder_is_known_by_what_its_program_leaves_there(
    tmp_path: Path, mark: str, found: str
) -> None:
    below = tmp_path / "one" / "two"
    below.mkdir(parents=True)
    (tmp_path / "one" / mark).touch()
    assert surroundings.shared_folder(below / "event.checkin", "") == found


def test_a_link_into_such_a_folder_is_seen_through(tmp_path: Path) -> None:
    real = tmp_path / "Dropbox"
    real.mkdir()
    (tmp_path / "congress").symlink_to(real)
    assert surroundings.shared_folder(tmp_path / "congress" / "e.checkin", "") == "Dropbox"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/srv/team/event.checkin", "nfs4"),
        ("/srv/team/local/event.checkin", ""),
        ("/srv/teamwork/event.checkin", ""),
        ("/mnt/nas box/event.checkin", "cifs"),
        ("/data/event.checkin", ""),
    ],
)
def test_a_network_file_system_is_known_by_where_it_is_mounted(path: str, found: str) -> None:
    assert surroundings.network(PurePosixPath(path), MOUNTS) == found


def test_a_plain_folder_of_this_machine_is_no_shared_one(tmp_path: Path) -> None:
    assert surroundings.shared_folder(tmp_path / "event.checkin") == ""


def test_two_folders_of_one_disk_are_one_medium(tmp_path: Path) -> None:
    assert surroundings.same_medium(tmp_path, tmp_path.parent)
    assert surroundings.same_medium(tmp_path, tmp_path / "missing")
    other = next((one for one in map(Path, ("/proc", "/sys")) if one.exists()), None)
    if other:
        assert not surroundings.same_medium(tmp_path, other)


def test_a_moment_stays_the_same_under_the_machines_clock() -> None:
    moment = datetime.fromisoformat("2012-11-22T08:00:00+01:00")
    assert surroundings.machine_moment(moment) == moment
