"""Standard output stays clean while the solver works; its workings are dropped, and no fault is lost."""

import ctypes
import os
import subprocess
import sys

import pytest

from indicators.disclosure.aside import printed_aside
from indicators.disclosure.solver import _milp

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a C library that Python can call")


def test_what_c_prints_goes_to_standard_error_and_comes_back_after(capfd):
    c = ctypes.CDLL(None)
    print("before")
    with printed_aside():
        c.printf(b"from the solver\n")
    c.printf(b"after\n")
    c.fflush(None)
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("before\nafter\n", "from the solver\n")


def test_a_fault_leaves_the_streams_as_they_were(capfd):
    with pytest.raises(ZeroDivisionError), printed_aside():
        1 / 0  # noqa: B018
    print("still here")
    assert capfd.readouterr().out == "still here\n"


def test_the_solver_runs_with_its_printing_aside(monkeypatch, capfd):
    import numpy as np
    from scipy import optimize
    from scipy.sparse import csr_array

    real = optimize.milp

    def talkative(*given, **named):
        os.write(1, b"HighsMipSolverData::feasibilityJump() has detected bounds\n")
        return real(*given, **named)

    monkeypatch.setattr(optimize, "milp", talkative)
    found = _milp(np.ones(1), csr_array([[1.0]]), np.array([2.5]), np.array([9.0]), np.zeros(1), np.full(1, 9.0))
    printed = capfd.readouterr()
    assert list(found) == [3.0] and printed.out == "" == printed.err


def test_only_the_solvers_workings_are_dropped(capfd):
    with printed_aside():
        os.write(1, b"ERROR:   no memory\nHighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();\n")
        os.write(1, b"HighsMemoryAllocation::okResize fails with bad_alloc\nHighsSearch::cut")
    printed = capfd.readouterr()
    said = "ERROR:   no memory\nHighsMemoryAllocation::okResize fails with bad_alloc\n"
    assert (printed.out, printed.err) == ("", said)


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_closed_streams_are_no_fault(closed):
    code = "import os; from indicators.disclosure.aside import printed_aside\nwith printed_aside(): pass\nos._exit(7)"
    command = f'"{sys.executable}" -c "$CODE" {closed}'
    assert subprocess.run(["sh", "-c", command], env=os.environ | {"CODE": code}, check=False).returncode == 7
