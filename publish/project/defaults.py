"""What a new address is offered: from where it lies, from its neighbours, and who makes it.

Every search has a `max_distance` (degrees), and asks SQL for the rows of a street or settlement only: else a register
of a million addresses takes minutes for one new point. The distance is asked again of what was found: with newer
libraries QGIS up to 3.40 does not keep to it (its issue 64431).
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsDefaultValue, QgsVectorLayer

from ...register.form_facts import FormFacts
from .address_text_expression import expression as address_text
from .expressions import IN_FORM, IS_NEW, USER, column, in_scope, text

STREET_WITHIN = 0.0006  # about 65 m
NEIGHBOUR_WITHIN = 0.0005  # about 55 m
NUMBERS_WITHIN = 0.002  # about 220 m
COMMUNE_WITHIN = 0.005  # about 550 m: floating houses and fish rafts lie outside every commune
_NUMBERS_LOOKED_AT = 80

_IN_FORCE = "coalesce(\"valid_to\", '') = ''"
_IN_USE = "coalesce(\"stage\", '') <> 'retired'"
_NUMBERED = "regexp_match(\"house_number\", '^\\\\d{1,5}($|[^\\\\d])')"
_QUOTE = text("'")


def address_defaults(facts: FormFacts, layers: Mapping[str, QgsVectorLayer]) -> dict[str, QgsDefaultValue]:
    """The default values of the address layer, by column; those that follow others are computed again on edits."""
    search = _Search(facts, {table: layer.id() for table, layer in layers.items()})
    commune = f"get_feature({text(layers['admin_unit'].id())}, 'code', {column('commune_code')})"
    number = _later(search.next_number())
    made = {
        "address_id": QgsDefaultValue("uuid('WithoutBraces')"),
        "role": QgsDefaultValue("'point'"),
        # A duplicated feature begins anew; what a person chooses for a new one stays.
        "stage": QgsDefaultValue(
            f"CASE WHEN NOT ({IS_NEW}) THEN \"stage\" WHEN \"stage\" = 'created' THEN 'created' ELSE 'declared' END",
            True,
        ),
        "created_by": QgsDefaultValue(f"if({IS_NEW}, {USER}, \"created_by\")", True),
        "edited_by": QgsDefaultValue(USER, True),
        # The form of a new feature computes them again with every change: what a person chose stays.
        "commune_code": QgsDefaultValue(_first(column("commune_code"), _later(search.commune))),
        "commune": QgsDefaultValue(f"coalesce(attribute({commune}, 'full_name'), {column('commune')})", True),
        "postcode": QgsDefaultValue(f"coalesce(attribute({commune}, 'postcode'), {column('postcode')})", True),
        "province_code": QgsDefaultValue(text(facts.province_code)),
        "province": QgsDefaultValue(text(facts.province)),
        "settlement": QgsDefaultValue(_first(column("settlement"), _later(search.settlement()))),
        "street": QgsDefaultValue(_first(column("street"), _later(search.street()))),
        # Newer forms compute again only what is marked so. In the form alone: a number that is pasted would give way.
        "house_number": QgsDefaultValue(f"if({IS_NEW} AND {IN_FORM}, {number}, {column('house_number')})", True),
        # The register's triggers write the same; here it is seen while a person writes.
        "address_text": QgsDefaultValue(address_text(), True),
    }
    return {name: value for name, value in made.items() if name in facts.profile.names}


class _Search:
    """Searches for what is near, among the rows that agree with the new one in columns that SQL can compare.

    QGIS 3.22 reads every row that the filter leaves before it looks at `max_distance`, and leaves the choice to SQL
    only where the filter has plain values. So the expression is put together with the values in it, then evaluated.
    """

    def __init__(self, facts: FormFacts, ids: Mapping[str, str]) -> None:
        self._facts, self._ids = facts, ids
        self.commune = self._commune(text(ids["admin_unit"]))
        around = f"overlay_within({text(ids['settlement'])}, \"name\", filter:={_IN_FORCE}, limit:=1)"
        self._settlement_around = f"array_first({around})"

    def street(self) -> str:
        """The nearest street of the commune, else what the nearest neighbour says, of the same settlement if known."""
        line = self._nearest(
            "street", "name", STREET_WITHIN, ("commune_code",), f"\"name\" IS NOT NULL AND {_IN_FORCE}"
        )
        neighbour = _with({"settlement": self._settlement_around}, self._neighbour("street", "settlement"))
        return _with({"commune_code": self.commune}, _first(f"array_first({line})", _later(neighbour)))

    def settlement(self) -> str:
        """The settlement around it, else what the nearest neighbour says, on the same street if known."""
        variables = {"commune_code": self.commune, "street": _later(self.street())}
        return _first(self._settlement_around, _later(_with(variables, self._neighbour("settlement", "street"))))

    def next_number(self) -> str:
        """The free number that follows the nearest one of the same street, on its side (even or odd).

        Only a proposal: near numbers are looked at, not the whole street. What was typed stays, and a class that bears
        no number gets none, nor does a house that has none yet: the form of a new address looks again when they change.
        """
        found = self._nearest(
            "address", "house_number", NUMBERS_WITHIN, ("commune_code", "street"), f"{_NUMBERED} AND {_IN_USE}",
            _NUMBERS_LOOKED_AT,
        )  # fmt: skip
        numbers = f"array_foreach({found}, to_int(regexp_substr(@element, '^(\\\\d+)')))"
        free = (
            "array_first(array_filter(generate_series(array_first(@near) + 2, array_first(@near) + 400, 2),"
            " NOT array_contains(@near, @element)))"
        )
        proposal = (
            f"if(@street IS NULL, NULL, with_variable('near', {numbers},"
            f" if(coalesce(array_length(@near), 0) = 0, NULL, to_string({free}))))"
        )
        found = _later(_with({"commune_code": self.commune, "street": _later(self.street())}, proposal))
        own = column("house_number")
        bears = in_scope(self._facts.profile.scope_of("house_number"), self._facts.groups)
        return f"if(NOT ({bears}) OR coalesce(\"no_number\", false), NULL, {_first(own, found)})"

    @staticmethod
    def _commune(units: str) -> str:
        where = f"\"level\" = 'commune' AND {_IN_FORCE}"
        within = f"overlay_within({units}, \"code\", filter:={where}, limit:=1)"
        near = (
            f"overlay_nearest({units}, {_with_place('code')}, filter:={where}, limit:=1,"
            f" max_distance:={COMMUNE_WITHIN})"
        )
        return _first(f"array_first({within})", f"array_first({_near(near, COMMUNE_WITHIN)})")

    def _neighbour(self, name: str, place: str) -> str:
        """What the nearest address in use says, of the same commune and, where the variable is known, the same place.

        Where a whole commune is read, it is without our computed column, which costs more than all the others.
        """
        where = f"{column(name)} <> '' AND {_IN_USE}"
        narrow = self._nearest("address", name, NEIGHBOUR_WITHIN, ("commune_code", place), where)
        wide = self._nearest("address_near", name, NEIGHBOUR_WITHIN, ("commune_code",), where)
        return f"array_first(if(@{place} IS NULL, {wide}, {narrow}))"

    def _nearest(self, table: str, name: str, within: float, same: Sequence[str], where: str, limit: int = 1) -> str:
        """The array of what the nearest rows say in a column; in `same` they agree with the variables of that name."""
        pieces = [text(f"overlay_nearest({text(self._ids[table])}, {_with_place(name)}, filter:=")]
        for key in same:
            pieces += [text(f"{column(key)} = '"), f"replace(@{key}, {_QUOTE}, {text(chr(39) * 2)})", text("' AND ")]
        pieces.append(text(f"{where}, limit:={limit}, max_distance:={within})"))
        return _near(f"eval(concat({', '.join(pieces)}))", within)


def _with_place(name: str) -> str:
    """What a row that is found says in a column, together with where it lies."""
    return f"array({column(name)}, $geometry)"


def _near(search: str, within: float) -> str:
    """The array of what the rows say that a search finds, without those that lie too far (degrees)."""
    return f"array_foreach(array_filter({search}, distance($geometry, @element[1]) <= {within}), @element[0])"


def _with(variables: Mapping[str, str], expression: str) -> str:
    """An expression in which variables stand for the values of others."""
    for name, value in reversed(list(variables.items())):
        expression = f"with_variable('{name}', {value}, {expression})"
    return expression


def _later(expression: str) -> str:
    """An expression that QGIS parses only when it is needed: that takes twice as long for each function deeper."""
    return f"eval({text(expression)})"


def _first(one: str, other: str) -> str:
    """The first that is not NULL; unlike coalesce(), it does not look for the other one in vain."""
    return f"with_variable('first', {one}, if(@first IS NOT NULL, @first, {other}))"
