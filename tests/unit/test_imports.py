"""The one import rule that import-linter has no words for; the others stand in pyproject.toml."""

import grimp

PRIVATE = {"routes", "forms", "actions"}


def parts(module: str) -> tuple[str, str]:
    """("incidents", "forms") of app.incidents.forms; blanks where a part is absent."""
    _app, feature, layer = [*module.split("."), "", ""][:3]
    return feature, layer


def test_features_leave_each_others_routes_forms_and_actions_alone():
    graph = grimp.build_graph("app")
    features = {parts(module)[0] for module in graph.modules if parts(module)[1] == "routes"}
    strangers = [
        f"{importer} imports {imported}"
        for imported in graph.modules
        if parts(imported)[1] in PRIVATE
        for importer in graph.find_modules_that_directly_import(imported)
        if parts(importer)[0] in features - {parts(imported)[0]}
    ]
    assert len(features) > 1
    assert strangers == []
