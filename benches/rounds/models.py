"""The models of the benchmark rounds: groups, sharing and limits, as the text of a model.toml."""

HEAD = """# Drawn for the benchmarks: every figure is invented.
format = 1

[model]
name = "Benchmark: {kind}"
language = "en"
year = 2025
norms = "norms/nl"

[objective]
tiers = ["minimums", "placed", "urgency", "waiting", "fit", "lottery"]
"""

SHARING = """
[sharing]
enabled = true
min = 2
same = ["group"]
support_factor = 1.5
"""


def model_of(kind, chance, dwellings, groups, shares, organisations):
    """The text of model.toml for a kind of round."""
    parts = [HEAD.format(kind=kind)]
    if kind in ("sharing", "knotty"):
        parts.append(SHARING)
    parts += [f'\n[[group]]\nid = "{group}"\nname = {{ en = "{group.capitalize()}" }}\nroute = "mediated"\n'
              for group in groups]
    if kind == "knotty":
        parts += knotty(chance, dwellings, groups, organisations)
    else:
        parts += plain(kind, chance, dwellings, groups, shares, organisations)
    return "".join(parts)


def plain(kind, chance, dwellings, groups, shares, organisations):
    """A maximum for each group, and by kind a maximum on each organisation's support or minima for groups."""
    homes = len(dwellings)
    for number, (group, share) in enumerate(zip(groups, shares)):
        most = max(1, round(homes * share * chance.uniform(0.55, 0.95) / 100))
        wanted = kind == "sharing" or (kind == "groups" and number % 2 == 0)
        least = round(most * chance.uniform(0.7, 1.0)) if wanted else None
        yield limit(f"{group.capitalize()}: month", {"group": group}, least=least, most=most)
    if kind == "groups":
        return
    for organisation in organisations:
        most = round(homes * chance.uniform(0.02, 0.06) * 4) / 4
        yield limit(f"{organisation}: starts", {"organisation": organisation}, counts="support", most=max(1.5, most))


def knotty(chance, dwellings, groups, organisations):
    """Limits whose selectors overlap each other, with small odd bounds and amounts that do not divide them."""
    homes = len(dwellings)

    def odd(share, spread=0.3):
        return max(1, 2 * round(homes * share * chance.uniform(1 - spread, 1 + spread) / 2) - 1)

    for group in groups[:3]:
        yield limit(f"{group.capitalize()}: persons", {"group": group}, counts="persons", least=odd(0.20))
    for organisation in organisations[:4]:
        most = chance.choice([5.5, 6.25, 7.75, 8.5, 10.25, 12.75]) * homes / 230
        yield limit(f"{organisation}: starts", {"organisation": organisation}, counts="support", most=round(most, 2))
    for first, last in [(18, 27), (23, 34), (30, 45), (40, 59), (52, 70), (60, 99)]:
        selected = {"age": f"{first}..{last}", "support_level": ["light", "intensive"]}
        yield limit(f"Supported, {first} to {last}", selected, most=odd(0.10))
    yield limit("Intensive in a complex", {"support_level": "intensive"}, each="complex", most=1)
    for number in range(1, 13):
        level = chance.choice(["light", "intensive"])
        yield limit(f"District {number}: {level}", {"support_level": level}, {"district": f"District {number}"},
                    most=odd(0.02, 0.4))
    yield limit("Dwellings of landlord 1", {}, {"landlord": "Landlord 1"}, counts="dwellings", most=odd(0.15))


def limit(name, applicants, dwellings=None, each=None, counts="applicants", least=None, most=None):
    """The text of one limit."""
    lines = ["", "[[limit]]", f'name = "{name}"']
    if each:
        lines.append(f'each = "{each}"')
    if applicants:
        lines.append(f"applicants = {selector(applicants)}")
    if dwellings:
        lines.append(f"dwellings = {selector(dwellings)}")
    if counts != "applicants":
        lines.append(f'counts = "{counts}"')
    if least is not None:
        lines.append(f"min = {min(least, most) if most is not None else least}")
    if most is not None:
        lines.append(f"max = {most:g}")
    return "\n".join(lines) + "\n"


def selector(conditions):
    """A selector as an inline table."""
    def value(wanted):
        quoted = [f'"{one}"' for one in (wanted if isinstance(wanted, list) else [wanted])]
        return f"[{', '.join(quoted)}]" if isinstance(wanted, list) else quoted[0]

    return "{ " + ", ".join(f"{column} = {value(wanted)}" for column, wanted in conditions.items()) + " }"
