/**
 * The scenario language: from the bytes of a YAML 1.2 file to the checked model, or to a list of problems.
 *
 * <p>Owns the syntax (keys, units, shorthands), the positions of everything that is wrong, and the rules that need more
 * than one place of the file (names that must exist, routers that must not be behind themselves, times in order). It
 * refuses to run anything and to read files itself. The same rules, as far as a schema can say them, are published as
 * {@code scenario-v1.schema.json} beside the bundled scenarios; tests keep the two in step.
 *
 * <p>No input leads to an exception: {@link dev.magicsock.scenarios.language.ScenarioReader} returns a scenario or
 * problems, each with line and column, what is wrong and what was expected.
 */
package dev.magicsock.scenarios.language;
