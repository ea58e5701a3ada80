from dashboard import words
from dashboard.outputs.glossary import GLOSSARY
from dashboard.outputs.lines import STATE_WORDS, symbol_of


def test_every_word_and_sign_that_stands_for_a_figure_is_explained():
    explained = {term for term, _ in GLOSSARY}
    assert {tag.words for tag in words.RAG.values()} <= explained
    assert set(STATE_WORDS.values()) <= explained
    symbols = {symbol_of(state) for state in words.SYMBOLS}
    assert {s if s.startswith("[") else s.capitalize() for s in symbols} <= explained


def test_no_term_is_explained_twice():
    assert len({term for term, _ in GLOSSARY}) == len(GLOSSARY)
