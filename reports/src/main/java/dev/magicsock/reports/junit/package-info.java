/**
 * Results as the XML that continuous integration reads of JUnit.
 *
 * <p>Owns the elements and what of a text may stand in XML. Refuses to judge: results come judged.
 */
package dev.magicsock.reports.junit;
