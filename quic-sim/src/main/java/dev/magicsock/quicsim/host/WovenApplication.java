package dev.magicsock.quicsim.host;

import dev.magicsock.quicsim.process.QuicApplication;
import dev.magicsock.quicsim.weave.Weaver;
import java.lang.reflect.InvocationTargetException;

/** Makes the woven form of the application, which does not exist before the classes of this module are compiled. */
final class WovenApplication {

    private static final String NAME = Weaver.PREFIX + "dev.magicsock.quicsim.app.EchoApplication";

    private WovenApplication() {
    }

    static QuicApplication create() {
        try {
            return (QuicApplication) Class.forName(NAME).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the build has not woven " + NAME, e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(NAME + " cannot be made", e);
        }
    }
}
