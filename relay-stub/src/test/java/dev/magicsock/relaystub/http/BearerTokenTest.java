package dev.magicsock.relaystub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BearerTokenTest {

    @Test
    void theFirstBearerHeaderCounts() {
        assertEquals(Optional.of("one"), token("/relay?token=query", "Bearer one", "Bearer two"));
        assertEquals(Optional.of("one"), token("/relay", "bEARER one"));
    }

    @Test
    void otherSchemesAreSkipped() {
        assertEquals(Optional.of("two"), token("/relay", "Basic one", "Bearer two"));
        assertEquals(Optional.of("query"), token("/relay?token=query", "Basic one"));
        assertEquals(Optional.of("query"), token("/relay?token=query", "Bearer"));
    }

    @Test
    void theQueryIsDecoded() {
        assertEquals(Optional.of("a&b c"), token("/relay?x=1&token=a%26b%20c&token=second"));
        assertEquals(Optional.of(""), token("/relay?token="));
        assertEquals(Optional.empty(), token("/relay?token=%zz"));
        assertEquals(Optional.empty(), token("/relay?tokens=x"));
        assertEquals(Optional.empty(), token("/relay"));
    }

    @Test
    void aValueThatIsNotVisibleAsciiMeansNoTokenAtAll() {
        assertEquals(Optional.empty(), token("/relay?token=query", "Bearer tök"));
    }

    private static Optional<String> token(String target, String... authorizations) {
        return BearerToken.of(new RequestHead("GET", target,
                Stream.of(authorizations).map(value -> new Header("authorization", value)).toList()));
    }
}
