package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonHtmlTest {

    private static final Comparison COMPARISON = new Comparison(
            List.of(Trials.direct("one", 1, 5_000_000_000L), Trials.relayed("one", 2, 900), Trials.relayed("two", 1, 0),
                    Trials.relayed("two", 2, 0)));

    @Test
    void everyFieldOfTheHeatmapLeadsToItsDistributionAndItsWorlds() {
        String page = ComparisonHtml.render(COMPARISON, 15, Optional.empty());
        assertTrue(page.contains("href=\"#cell-0-0\""), page);
        assertTrue(page.contains("<details id=\"cell-0-0\">"), page);
        assertTrue(page.contains("<details id=\"cell-0-1\">"), page);
        String world = "./magicsock world --a home-router --b symmetric --link usual --strategy one --seed ";
        assertTrue(page.contains("A typical world <code>" + world + "1 --seconds 15 &gt; world.yaml"), page);
        assertTrue(page.contains("The worst world <code>" + world + "2 --seconds 15 &gt; world.yaml"), page);
    }

    @Test
    void equalComparisonsGiveEqualPagesThatLoadNothing() {
        String page = ComparisonHtml.render(COMPARISON, 15, Optional.empty());
        assertEquals(page, ComparisonHtml.render(COMPARISON, 15, Optional.empty()));
        assertFalse(page.contains("http:") || page.contains("https:"), "the page refers to something outside");
        assertTrue(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"), "no policy");
    }

    @Test
    void whatBecameWorseComesFirst() {
        Comparison before = new Comparison(List.of(Trials.direct("one", 1, 1000), Trials.direct("one", 2, 1000),
                Trials.relayed("two", 1, 0), Trials.relayed("two", 2, 0)));
        String page = ComparisonHtml.render(COMPARISON, 15, Optional.of(Regression.between(before, COMPARISON, 0.01)));
        assertTrue(page.indexOf(">WORSE<") > 0 && page.indexOf("direct in 50.0 % of 2 worlds")
                < page.indexOf("id=\"overall\""), page);
        assertTrue(ComparisonHtml.render(COMPARISON, 15, Optional.of(List.of())).contains(">NOT WORSE<"));
    }

    @Test
    void aThousandFieldsHaveDistributionsAndThePageSaysHowManyMoreHaveNone() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 1003; i++) {
            trials.add(Trials.direct(new Cell("nat" + i, "none", "usual"), "one", 1, 1000, 5));
        }
        String page = ComparisonHtml.render(new Comparison(trials), 15, Optional.empty());
        assertTrue(page.contains("3 further fields have no distribution here"));
        assertTrue(page.length() < 6_000_000, () -> page.length() + " characters");
    }
}
