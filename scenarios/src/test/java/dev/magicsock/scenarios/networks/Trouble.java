package dev.magicsock.scenarios.networks;

import java.time.Duration;

/**
 * A fault that ends.
 *
 * @param kind   what
 * @param target to whom; counted modulo those that it can happen to
 * @param at     when it begins, within the first {@link Plan#FAULTS_OVER}
 * @param length how long it wants to last; it is over at {@link Plan#FAULTS_OVER} in any case
 */
record Trouble(Kind kind, int target, Duration at, Duration length) {

    enum Kind {
        LINK_DOWN, LINK_DEAD_UP, LINK_DEAD_DOWN, CHANGE_LINK, HOST_ADDRESS, ROUTER_ADDRESS, NAT_REBOOT, RELAY_RESTART,
        RELAY_STOP, ONE_WAY_PARTITION, PARTITION, UDP_BLOCK, BLACKHOLE_DIRECT, CLOCK_STEP, CLOCK_SKEW, SUSPEND
    }

    Duration lasting() {
        Duration room = Plan.FAULTS_OVER.minus(at);
        return length.compareTo(room) < 0 ? length : room;
    }
}
