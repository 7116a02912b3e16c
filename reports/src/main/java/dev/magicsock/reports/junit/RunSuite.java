package dev.magicsock.reports.junit;

import dev.magicsock.reports.junit.TestSuite.Case;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.RecordedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The expectations of a run as a suite: what does not hold, or was not decided, has failed, with its reason chain and
 * the command that repeats the run. Times are zero, so that equal runs give equal suites.
 */
public final class RunSuite {

    private RunSuite() {
    }

    /** The suite of a run. */
    public static TestSuite of(RecordedRun run) {
        String group = "scenario." + run.identity().scenario().replace('.', '-');
        List<Case> cases = new ArrayList<>();
        run.stoppedEarly().ifPresent(why -> cases.add(new Case(group, "runs to its end", Duration.ZERO,
                new TestSuite.Failed("the run was stopped: " + why, replay(run)))));
        for (ExpectationResult each : run.expectations()) {
            cases.add(new Case(group, each.expectation(), Duration.ZERO, result(each, run)));
        }
        return new TestSuite(run.identity().scenario() + " (seed " + run.identity().seed() + ")", cases);
    }

    private static TestSuite.Result result(ExpectationResult each, RecordedRun run) {
        return switch (each.outcome()) {
            case HOLDS -> new TestSuite.Passed();
            case BROKEN -> new TestSuite.Failed(each.happened(), text(each, run));
            case NOT_DECIDED -> new TestSuite.Failed("not decided: " + each.happened(), text(each, run));
        };
    }

    private static String text(ExpectationResult each, RecordedRun run) {
        StringBuilder text = new StringBuilder();
        line(text, "expected: " + each.expected());
        line(text, "happened: " + each.happened());
        each.because().forEach(because -> line(text, "because " + because));
        if (each.line() > 0) {
            line(text, "at " + run.identity().file() + ":" + each.line());
        }
        return text.append(replay(run)).toString();
    }

    /** Texts of a scenario may break lines; here every line begins with our own word. */
    private static void line(StringBuilder text, String line) {
        text.append(line.replace('\n', ' ').replace('\r', ' ')).append('\n');
    }

    private static String replay(RecordedRun run) {
        return "replay: " + run.identity().replayCommand();
    }
}
