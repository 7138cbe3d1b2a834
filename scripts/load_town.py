"""The register of the load run: four communes in a file, with their first houses, then on a server of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Optional

PROVINCE = ("56", "Tỉnh Khánh Hòa")
COMMUNES = {"22528": "Biển", "22561": "Núi", "22591": "Sông", "22597": "Đồng"}
WEST, SOUTH, SIDE = 109.0, 12.0, 0.1  # degrees: the communes stand side by side
STEP = 0.0004  # degrees between two new houses
SERIALS = 60_000
STREET = "Hoa Mai"
EPSG = 9217
ROLES = {"lan": "diachiso_declare", "minh": "diachiso_create", "hoa": "diachiso_verify"}
KEEPER = "chu"


@dataclass(frozen=True)
class Order:
    """What a process of the load run is told; `task`: first (`seconds` houses in each commune), work, home (what is
    still out comes home) or promises.
    """

    name: str
    folder: str
    host: str
    port: str
    database: str
    registry: str
    account: dict[str, str]
    seconds: float
    seed: int
    task: str = "work"

    def text(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))

    def login(self, role: str) -> str:
        """The login of this process for a role (lan, minh, hoa, chu): each process has its own."""
        return f"{role}_{self.name}"

    def dsn(self, role: str) -> str:
        """How a login of this process connects."""
        return f"host={self.host} port={self.port} dbname={self.database} user={self.login(role)}"


@dataclass(frozen=True)
class House:
    """A new building: its key in the layer, and where it stands (degrees)."""

    key: str
    lon: float
    lat: float

    @property
    def number(self) -> str:
        """The house number: none twice in a commune."""
        _, strip, k = self.key.split("-")
        return f"{strip}/{k}"


class Street:
    """Houses that nobody has built yet: each process has a strip of its own in each commune."""

    def __init__(self, number: int, start: int = 0) -> None:
        self._south = SOUTH + 0.002 + number * 0.0095
        self._next = start
        self._name = f"{number}"

    def houses(self, commune: str, count: int) -> list[House]:
        """The next ones, in a commune."""
        west = WEST + list(COMMUNES).index(commune) * SIDE + 0.002
        row = int((SIDE - 0.004) / STEP)
        found = []
        for k in range(self._next, self._next + count):
            found.append(House(f"{commune}-{self._name}-{k}", west + k % row * STEP, self._south + k // row * STEP))
        self._next += count
        return found

    @property
    def taken(self) -> int:
        """How many have been built."""
        return self._next


def write_layer(path: Path, houses: Sequence[House]) -> str:
    """A layer of buildings of 10 m; as an algorithm takes it."""
    from osgeo import gdal, ogr, osr

    gdal.UseExceptions()
    metric, degrees = osr.SpatialReference(), osr.SpatialReference()
    metric.ImportFromEPSG(EPSG)
    degrees.ImportFromEPSG(4326)
    for crs in (metric, degrees):
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_metric = osr.CoordinateTransformation(degrees, metric)
    path.unlink(missing_ok=True)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = data.CreateLayer("buildings", metric, ogr.wkbMultiPolygon)
    for name in ("bld_id", "so_nha", "ten_duong"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    layer.StartTransaction()
    for house in houses:
        x, y, _ = to_metric.TransformPoint(house.lon, house.lat)
        corners = ((x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y))
        ring = ", ".join(f"{a} {b}" for a, b in corners)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["bld_id"], feature["so_nha"], feature["ten_duong"] = house.key, house.number, STREET
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"MULTIPOLYGON((({ring})))"))
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    del layer, data
    return f"{path}|layername=buildings"


def make_file(path: Path) -> Path:
    """The register as a file: communes, blocks, a street each; no address yet."""
    from diachiso.core.block_rules import BlockRequest
    from diachiso.register.blocks import add_blocks
    from diachiso.register.rows import StreetRow, UnitRow
    from diachiso.tests.small_town import line, make_town, square

    units, streets, blocks = [], [], []
    for k, (code, name) in enumerate(COMMUNES.items()):
        west = WEST + k * SIDE
        units.append(UnitRow(code, "commune", name, f"Phường {name}", "phường", PROVINCE[0], PROVINCE[0],
                             f"{k + 1:05d}", wkb=square(west, SOUTH, SIDE)))  # fmt: skip
        streets.append(StreetRow(STREET, f"s{k}", code, wkb=line((west, 12.01), (west + 0.09, 12.01))))
        blocks.append(BlockRequest(code, f"{k + 1:05d}", 1, SERIALS, "Số thử tải (hư cấu)"))
    make_town(path, streets, [], units=units, province=PROVINCE)
    add_blocks(path, blocks)
    return path


class Server:
    """A server of its own with the register of a file, and a login for each process and role."""

    def __init__(self, file: Path, names: Sequence[str], options: Optional[Sequence[str]] = None) -> None:
        import psycopg2

        from diachiso.register.postgres.move import move_register
        from diachiso.tests.registry.cluster import Cluster

        self._cluster = Cluster() if options is None else Cluster(options)
        self.folder = self._cluster.folder
        self.log = self._cluster.folder / "postgres.log"
        with closing(psycopg2.connect(self._cluster.dsn)) as con, con.cursor() as cur:
            con.autocommit = True
            for statement in (
                # Who said what, so that each deadlock is found in the journal of whoever lost.
                "ALTER SYSTEM SET log_line_prefix = '%m [%p] <%u|%e> '",
                "ALTER SYSTEM SET deadlock_timeout = '200ms'",
                "ALTER SYSTEM SET autovacuum = on",
                "SELECT pg_reload_conf()",
                f"CREATE ROLE {KEEPER} LOGIN CREATEROLE",
                f"CREATE DATABASE load_register OWNER {KEEPER}",
            ):
                cur.execute(statement)
        with closing(psycopg2.connect(self.dsn())) as con:
            con.autocommit = True
            con.cursor().execute("CREATE EXTENSION postgis")
        move_register(file, self.place())
        with closing(psycopg2.connect(self.dsn())) as con, con.cursor() as cur:
            con.autocommit = True
            for name in names:
                for role, of in {**ROLES, KEEPER: KEEPER}.items():
                    cur.execute(f"CREATE ROLE {role}_{name} LOGIN PASSWORD 'x' IN ROLE {of}")

    def dsn(self, login: str = "registry") -> str:
        """How a login connects; the server's administrator where none is named."""
        return f"host={self._cluster.folder} port=5432 dbname=load_register user={login}"

    def place(self, name: str = "", keep: Optional[Path] = None) -> Any:
        """The register, for its keeper, or for the keeper at the desk of a process, with the local copy there."""
        from diachiso.register.postgres.driver import PgPlace

        return PgPlace("load", self.dsn(f"{KEEPER}_{name}" if name else KEEPER), keep)

    def order(self, name: str, folder: Path, registry: Any, seconds: float, seed: int, task: str = "work") -> Order:
        """What a process is told."""
        account = {"user": "kythuat1", "password": registry.accounts["kythuat1"]["password"]}
        return Order(name, str(folder), str(self._cluster.folder), "5432", "load_register", registry.url, account,
                     seconds, seed, task)  # fmt: skip

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the administrator sees."""
        import psycopg2

        with closing(psycopg2.connect(self.dsn())) as con, con.cursor() as cur:
            con.autocommit = True
            cur.execute("SET search_path = diachiso, public")
            cur.execute(query, values or None)
            return cur.fetchall() if cur.description else []

    def said(self) -> Iterator[str]:
        """The lines of its log."""
        yield from self.log.read_text("utf-8", errors="replace").splitlines()

    def stop(self) -> None:
        """End it and remove its data."""
        self._cluster.stop()
