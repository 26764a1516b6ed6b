"""The picture of growth: wall time and peak memory, against dwellings and against applicants, on logarithmic axes."""

from matplotlib import pyplot
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

INK, QUIET, FAINT = "#1f2328", "#57606a", "#e3e7ec"
COLOURS = {"seconds": "#0b5a8a", "mib": "#a8400f"}
ROWS = {"seconds": "wall time of the whole process", "mib": "peak memory of the whole process"}
TICKS = {
    "seconds": [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
    "mib": [10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
}
POINT = {"marker": "o", "linestyle": "none", "markersize": 6.5, "markeredgewidth": 1.3}


def draw(series, others, path, limit):
    """Draws `series`, the runs by size for each thing that grows, as SVG. The same runs give the same bytes.

    `others` says for each what stays as it is, and `limit` is the time limit in seconds.
    """
    pyplot.rcParams.update({
        "svg.hashsalt": "growth", "font.family": "DejaVu Sans", "font.size": 11, "text.color": INK,
        "axes.labelcolor": INK, "axes.edgecolor": QUIET, "xtick.color": INK, "ytick.color": INK,
    })
    shape = {"figsize": (11, 7.4), "width_ratios": [len(runs) + 1 for runs in series.values()], "facecolor": "white"}
    figure, panels = pyplot.subplots(2, 2, sharex="col", sharey="row", **shape)
    for row, measure in zip(panels, ROWS):
        for panel, runs in zip(row, series.values()):
            points(panel, runs, measure)
            axes(panel, sorted(runs), measure)
        values = [run[measure] for runs in series.values() for of_size in runs.values() for run in of_size]
        ticks(row[0], measure, min(values), max(values))
    for panel, (what, other) in zip(panels[0], others.items()):
        panel.set_title(f"More {what}, with {other}", fontsize=12.5, fontweight="bold", loc="left", pad=12)
    for panel, what in zip(panels[1], series):
        panel.set_xlabel(f"{what} of the round")
    legend(figure, limit)
    figure.tight_layout(rect=(0, 0.07, 1, 1), h_pad=2, w_pad=2.5)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def points(panel, runs, measure):
    """Every run as a point, and a line through the middle one of each size."""
    colour = COLOURS[measure]
    sizes = sorted(runs)
    middles = [sorted(run[measure] for run in runs[size])[len(runs[size]) // 2] for size in sizes]
    panel.plot(sizes, middles, color=colour, linewidth=2, alpha=0.75, zorder=2)
    for size in sizes:
        for run in runs[size]:
            inside = "white" if run["stopped"] else colour
            panel.plot(size, run[measure], markerfacecolor=inside, markeredgecolor=colour, zorder=3, **POINT)


def axes(panel, sizes, measure):
    """Logarithmic, named in the numbers that were measured, with a faint grid."""
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.xaxis.set_major_locator(FixedLocator(sizes))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.grid(color=FAINT, linewidth=0.9, zorder=0)
    panel.set_axisbelow(True)
    panel.spines[["top", "right"]].set_visible(False)
    panel.tick_params(length=3, labelleft=True)
    panel.set_ylabel(ROWS[measure])


def ticks(panel, measure, low, high):
    """Round numbers with their unit, around the least and the most that was measured."""
    panel.set_ylim(low / 1.4, high * 1.4)
    panel.yaxis.set_major_locator(FixedLocator([tick for tick in TICKS[measure] if low / 1.4 <= tick <= high * 1.4]))
    unit = "s" if measure == "seconds" else "MiB"
    panel.yaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:,g} {unit}"))
    panel.yaxis.set_minor_locator(NullLocator())


def legend(figure, limit):
    """What a point, a hollow point and the line mean, below all panels."""
    point = dict(POINT, markeredgecolor=INK)
    marks = [
        Line2D([], [], markerfacecolor=INK, **point),
        Line2D([], [], markerfacecolor="white", **point),
        Line2D([], [], color=INK, linewidth=2),
    ]
    names = ["one round, solved to the end", f"stopped at its time limit of {limit} s, with a gap", "the middle round of each size"]
    figure.legend(marks, names, loc="lower center", ncols=3, frameon=False, handletextpad=0.5, columnspacing=2.2)
