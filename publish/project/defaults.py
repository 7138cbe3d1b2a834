"""What a new address is offered: from where it lies, from its neighbours, and who makes it.

Every search for a neighbour has a `max_distance` (degrees): without one, a million addresses take ten seconds.
"""
from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsDefaultValue, QgsVectorLayer

from ...register.form_facts import FormFacts
from .expressions import IS_NEW, USER, column, text

STREET_WITHIN = 0.0006  # about 65 m
NEIGHBOUR_WITHIN = 0.0005  # about 55 m
NUMBERS_WITHIN = 0.002  # about 220 m
COMMUNE_WITHIN = 0.005  # about 550 m: floating houses and fish rafts lie outside every commune
_NUMBERS_LOOKED_AT = 80

_IN_FORCE = "coalesce(\"valid_to\", '') = ''"


def address_defaults(facts: FormFacts, layers: Mapping[str, QgsVectorLayer]) -> dict[str, QgsDefaultValue]:
    """The default values of the address layer, by column; those that follow others are computed again on edits."""
    ids = {table: text(layer.id()) for table, layer in layers.items()}
    commune = f"get_feature({ids['admin_unit']}, 'code', {column('commune_code')})"
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
        "commune_code": QgsDefaultValue(_commune(ids["admin_unit"])),
        "commune": QgsDefaultValue(f"coalesce(attribute({commune}, 'full_name'), {column('commune')})", True),
        "postcode": QgsDefaultValue(f"coalesce(attribute({commune}, 'postcode'), {column('postcode')})", True),
        "province_code": QgsDefaultValue(text(facts.province_code)),
        "province": QgsDefaultValue(text(facts.province)),
        "settlement": QgsDefaultValue(_settlement(ids)),
        "street": QgsDefaultValue(_street(ids)),
        "house_number": QgsDefaultValue(_next_number(ids)),
    }
    return {name: value for name, value in made.items() if name in facts.profile.names}


def _nearest(layer: str, expression: str, within: float, where: str = "", limit: int = 1) -> str:
    """The array of what the features nearest to this one say."""
    condition = f", filter:={where}" if where else ""
    return f"overlay_nearest({layer}, {expression}{condition}, limit:={limit}, max_distance:={within})"


def _commune(units: str) -> str:
    where = f"\"level\" = 'commune' AND {_IN_FORCE}"
    within = f"overlay_within({units}, \"code\", filter:={where}, limit:=1)"
    return f"coalesce(array_first({within}), array_first({_nearest(units, column('code'), COMMUNE_WITHIN, where)}))"


def _street(ids: Mapping[str, str]) -> str:
    """The nearest street that has a name, else the neighbour's."""
    named = f"\"name\" IS NOT NULL AND {_IN_FORCE}"
    return (
        f"coalesce(array_first({_nearest(ids['street'], column('name'), STREET_WITHIN, named)}),"
        f" array_first({_nearest(ids['address'], column('street'), NEIGHBOUR_WITHIN, _used('street'))}))"
    )


def _settlement(ids: Mapping[str, str]) -> str:
    """The settlement around it, else the neighbour's."""
    within = f"overlay_within({ids['settlement']}, \"name\", filter:={_IN_FORCE}, limit:=1)"
    neighbour = _nearest(ids["address"], column("settlement"), NEIGHBOUR_WITHIN, _used("settlement"))
    return f"coalesce(array_first({within}), array_first({neighbour}))"


def _next_number(ids: Mapping[str, str]) -> str:
    """The free number that follows the nearest one of the same street, on its side (even or odd).

    Only a proposal: near numbers are looked at, not the whole street.
    """
    pairs = _nearest(
        ids["address"], "concat(\"street\", '|', \"house_number\")", NUMBERS_WITHIN,
        f"{_used('street')} AND regexp_match(\"house_number\", '^\\\\d{{1,5}}($|[^\\\\d])')", _NUMBERS_LOOKED_AT,
    )  # fmt: skip
    numbers = (
        f"array_foreach(array_filter({pairs}, left(@element, length(@here) + 1) = concat(@here, '|')),"
        " to_int(regexp_substr(substr(@element, length(@here) + 2), '^(\\\\d+)')))"
    )
    free = (
        "array_first(array_filter(generate_series(array_first(@near) + 2, array_first(@near) + 400, 2),"
        " NOT array_contains(@near, @element)))"
    )
    return (
        f"with_variable('here', {_street(ids)}, if(@here IS NULL, NULL, with_variable('near', {numbers},"
        f" if(array_length(@near) = 0, NULL, to_string({free})))))"
    )


def _used(name: str) -> str:
    return f"coalesce({column(name)}, '') <> '' AND coalesce(\"stage\", '') <> 'retired'"
