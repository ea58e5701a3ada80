"""Speed, printed as figures and as ratios against another way in the same run: `make bench`."""

from tests.benchmarks import comparing, computing, control_charts, disclosure, loading, serving

if __name__ == "__main__":
    for part in (loading, computing, control_charts, comparing, disclosure, serving):
        part.main()
