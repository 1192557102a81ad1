"""The list of the Security Council, and XML that is out for harm."""

from __future__ import annotations

from typing import Any

import pytest

from nameresolve import FormatError, LimitError

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDIVIDUAL = """\
    <INDIVIDUAL>
      <DATAID>6908555</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>ERIC</FIRST_NAME>
      <SECOND_NAME>EXAMPLE</SECOND_NAME>
      <THIRD_NAME/>
      <UN_LIST_TYPE>DRC</UN_LIST_TYPE>
      <REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER>
      <LISTED_ON>2012-12-31</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>إريك</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Two &amp; three.</COMMENTS1>
      <DESIGNATION><VALUE>Colonel</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Eric Beispiel; Erik Voorbeeld</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Eagle</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME>na</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH/>
      <SORT_KEY/>
    </INDIVIDUAL>
"""
ENTITY = """\
    <ENTITY>
      <DATAID>6908400</DATAID>
      <FIRST_NAME>EXAMPLE AIRLINES</FIRST_NAME>
      <REFERENCE_NUMBER>CDe.001</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Example Air</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><COUNTRY>Uganda</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
"""


def document(individuals: str = INDIVIDUAL, entities: str = ENTITY, head: str = HEAD) -> str:
    inside = f"  <INDIVIDUALS>\n{individuals}  </INDIVIDUALS>\n  <ENTITIES>\n{entities}  </ENTITIES>\n"
    return (
        f'{head}<CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00.000Z">\n{inside}</CONSOLIDATED_LIST>\n'
    )


def test_individuals_and_entities(imported: Any) -> None:
    found, report = imported("un", document())
    person, body = found["un:6908555"], found["un:6908400"]
    assert (person.kind, person.name, person.born, person.countries) == (
        "person",
        "ERIC EXAMPLE",
        1971,
        ("CD",),
    )
    assert {form.text: form.strength for form in person.forms} == {
        "ERIC EXAMPLE": "strong", "إريك": "strong", "Eric Beispiel": "strong", "Erik Voorbeeld": "strong",
        "The Eagle": "weak",
    }  # fmt: skip
    assert person.identifiers == {"un": "CDi.001"}
    assert (body.kind, body.name, body.countries) == ("organization", "EXAMPLE AIRLINES", ("UG",))
    assert report.kept == report.read == 2


@pytest.mark.parametrize(
    ("date", "born"),
    [
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR>", 1971),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-03</DATE>", 1971),
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1973</TO_YEAR>", None),
        ("", None),
    ],
)
def test_the_year_of_birth(imported: Any, date: str, born: int) -> None:
    text = INDIVIDUAL.replace("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>", date)
    assert imported("un", document(text))[0]["un:6908555"].born == born


def test_a_record_without_number_or_name_is_rejected_with_its_line(imported: Any) -> None:
    nameless = "    <INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL>\n"
    found, report = imported("un", document(nameless + INDIVIDUAL))
    assert set(found) == {"un:6908555", "un:6908400"}
    assert report.first_rejected[0].line == 4
    assert "<DATAID>1</DATAID>" in report.first_rejected[0].raw


LAUGHS = (
    HEAD
    + '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'
)
OUTSIDE = HEAD + '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>\n'
PLAIN_DOCTYPE = HEAD + '<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://example.org/list.dtd">\n'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, PLAIN_DOCTYPE])
def test_a_document_type_is_refused_before_anything_is_read(imported: Any, head: str) -> None:
    text = document(INDIVIDUAL.replace("ERIC", "&c;" if head is LAUGHS else "&file;"), head=head)
    with pytest.raises(FormatError, match="document type or entities"):
        imported("un", text)


def test_an_unknown_entity_is_broken_xml(imported: Any) -> None:
    with pytest.raises(FormatError, match="line 7, column"):
        imported("un", document(INDIVIDUAL.replace("ERIC", "&eric;")))


def test_a_document_that_is_cut_off_is_told(imported: Any) -> None:
    with pytest.raises(FormatError, match="broken or cut off"):
        imported("un", document()[:-200])


def test_elements_without_bound_are_refused(imported: Any) -> None:
    with pytest.raises(LimitError, match="deep"):
        imported("un", document("<X>" * 100_000))


def test_another_list_is_told_by_its_outermost_element(imported: Any) -> None:
    with pytest.raises(FormatError):
        imported("un", '<?xml version="1.0"?>\n<sdnList/>\n')


def test_other_encodings_that_are_declared_are_read(imported: Any) -> None:
    text = document(
        INDIVIDUAL.replace("إريك", "").replace("ERIC", "ÉRIC"),
        head='<?xml version="1.0" encoding="ISO-8859-1"?>\n',
    )
    assert imported("un", text.encode("latin-1"))[0]["un:6908555"].name == "ÉRIC EXAMPLE"
