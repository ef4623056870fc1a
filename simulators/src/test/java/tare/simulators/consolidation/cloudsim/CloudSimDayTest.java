package tare.simulators.consolidation.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tare.results.failure.InputError;
import tare.results.published.CloudSimFigures;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.MotionPolicy;

/** Figures that CloudSim 3.0.3 itself printed, run for this test with its files sorted by name. */
class CloudSimDayTest {

    /** What was not printed in full. */
    private static final double HALF_OF_LAST = 0.5000001e-5;

    /** RS draws from java.util.Random with seed 1 on both sides. */
    @ParameterizedTest
    @CsvSource({
        "THR-MMT-0.8, 15.07390984145554, 374, 0.012390116680130552, 3.0810673329832044E-4, 3.8174783755000555E-6, 5.7544324853993996E-5, 906, 3.0810673329833297E-4",
        "THR-RS-0.8, 15.115888503244987, 348, 0.014823113979236323, 3.739941450990662E-4, 5.543757840370506E-6, 8.37988254040308E-5, 906, 3.739941450983141E-4",
        "THR-MC-0.8, 14.820359309389799, 302, 0.01354076720729396, 3.538980235759252E-4, 4.792050752363033E-6, 7.101991397885186E-5, 880, 3.538980235758764E-4",
        "THR-MU-0.8, 15.034990976879447, 442, 0.017427554043464334, 3.224708822983076E-4, 5.619878728697382E-6, 8.449482597712187E-5, 915, 3.224708822988629E-4",
        "MAD-MMT-2.5, 14.464944082147436, 388, 0.012794865136992177, 3.043582762408269E-4, 3.8942230978287906E-6, 5.632971935350042E-5, 902, 3.043582762413982E-4",
        "MAD-RS-2.5, 14.244728745866805, 295, 0.013172877423789751, 3.072208193875431E-4, 4.046982195828355E-6, 5.7648163618927334E-5, 881, 3.072208193881575E-4",
        "MAD-MC-2.5, 14.361364754987619, 341, 0.014259597185688706, 3.460548699565502E-4, 4.934603049726295E-6, 7.086763431819363E-5, 887, 3.461700939596804E-4",
        "MAD-MU-2.5, 14.795694893741596, 490, 0.019761676882832813, 3.526980327592819E-4, 6.969904560599712E-6, 1.031245813171314E-4, 931, 3.5269803275882986E-4",
        "IQR-MMT-1.5, 15.01908939715697, 375, 0.012975039615743963, 3.290454240849447E-4, 4.269377412881431E-6, 6.412216103426895E-5, 909, 3.290454240852783E-4",
        "IQR-RS-1.5, 14.917751423363864, 363, 0.015338338280952088, 3.780854254033006E-4, 5.799202153933501E-6, 8.651105618621627E-5, 908, 3.78085425403282E-4",
        "IQR-MC-1.5, 14.741991834096211, 318, 0.013500106102279575, 3.421746211988259E-4, 4.619393691691471E-6, 6.809906408139122E-5, 881, 3.421746211986152E-4",
        "IQR-MU-1.5, 14.86090069414447, 484, 0.019615950505927935, 3.747071778328549E-4, 7.3502374545852185E-6, 1.0923114889097217E-4, 936, 3.7470717783230867E-4",
        "LR-MMT-1.2, 14.684615320615459, 344, 0.011980022072496061, 2.810032416600814E-4, 3.36642503753072E-6, 4.943465668182708E-5, 893, 2.814312018588681E-4",
        "LR-RS-1.2, 14.63976689260119, 294, 0.012827935284463984, 3.1175400979027734E-4, 3.999160262261829E-6, 5.854677400566701E-5, 873, 3.134482347288676E-4",
        "LR-MC-1.2, 14.495292121496307, 281, 0.012324064536996011, 3.0714745450248916E-4, 3.7853050516627226E-6, 5.4869102492826833E-5, 868, 3.071474545021365E-4",
        "LR-MU-1.2, 14.610449715547018, 352, 0.014983593021575021, 2.624191091429551E-4, 3.931981132482316E-6, 5.74480126186125E-5, 886, 2.6241910914291157E-4",
        "LRR-MMT-1.2, 14.684615320615459, 344, 0.011980022072496061, 2.810032416600814E-4, 3.36642503753072E-6, 4.943465668182708E-5, 893, 2.814312018588681E-4",
        "LRR-RS-1.2, 14.63976689260119, 294, 0.012827935284463984, 3.1175400979027734E-4, 3.999160262261829E-6, 5.854677400566701E-5, 873, 3.134482347288676E-4",
        "LRR-MC-1.2, 14.495292121496307, 281, 0.012324064536996011, 3.0714745450248916E-4, 3.7853050516627226E-6, 5.4869102492826833E-5, 868, 3.071474545021365E-4",
        "LRR-MU-1.2, 14.610449715547018, 352, 0.014983593021575021, 2.624191091429551E-4, 3.931981132482316E-6, 5.74480126186125E-5, 886, 2.6241910914291157E-4",
        "DVFS, 38.469401743276485, 0, 0.0, 0.0, 0.0, 0.0, 790, 0.0"
    })
    void aDrawnDayIsTheSameToTheLastDigits(
            String policy,
            double energy,
            int migrations,
            double slatah,
            double pdm,
            double slav,
            double esv,
            int shutdowns,
            double overall) {
        DayOutcome outcome = play(Days.drawn(), policy);

        assertEquals(energy, outcome.energyKwh(), 0, policy);
        assertEquals(migrations, outcome.migrations(), policy);
        assertEquals(slatah, outcome.slatah(), 0, policy);
        assertEquals(pdm, outcome.pdm(), 0, policy);
        assertEquals(slav, outcome.slav(), 0, policy);
        assertEquals(esv, outcome.esv(), 0, policy);
        assertEquals(shutdowns, outcome.shutdowns(), policy);
        assertEquals(overall, outcome.overall(), 0, policy);
        assertEquals(287, outcome.moments().size());
    }

    @ParameterizedTest
    @MethodSource("published")
    void daysOfPlanetLabAreThoseOfTheTable(CloudSimFigures figures) throws IOException {
        String policy = figures.policy();
        DayOutcome outcome = play(Days.planetLab(figures.day()), policy);

        assertEquals(figures.energyKwh(), outcome.energyKwh(), HALF_OF_LAST, policy);
        assertEquals(figures.migrations(), outcome.migrations(), policy);
        assertEquals(figures.slav(), outcome.slav() * 1e5, HALF_OF_LAST, policy);
        assertEquals(figures.slatah(), outcome.slatah() * 100, HALF_OF_LAST, policy);
        assertEquals(figures.pdm(), outcome.pdm() * 100, HALF_OF_LAST, policy);
        assertEquals(figures.shutdowns(), outcome.shutdowns(), policy);
    }

    private static List<CloudSimFigures> published() {
        return CloudSimFigures.all();
    }

    @Test
    void hostsThatAllDrawAllTheyCanComeToThePublishedFigure() {
        double energy = play(Days.drawn(), "NPA").energyKwh();
        // 800 hosts of 117 and 135 W; the day ends at 86,100.1 s.
        assertEquals(400 * (117 + 135) * 86_100.1 / 3.6e6, energy, 1e-9);
    }

    @Test
    void chanceIsTheSeedsAndNothingElseIs() {
        DayUse day = Days.drawn();
        MotionPolicy random = MotionPolicy.of("THR-RS-0.8").orElseThrow();
        Estate estate = Estate.published(100);
        DayOutcome first = CloudSimDay.play(day, estate, random, 1);

        assertEquals(first, CloudSimDay.play(day, estate, random, 1));
        assertTrue(first.energyKwh() != CloudSimDay.play(day, estate, random, 2).energyKwh());
        MotionPolicy other = MotionPolicy.of("THR-MU-0.8").orElseThrow();
        assertEquals(
                CloudSimDay.play(day, estate, other, 1), CloudSimDay.play(day, estate, other, 2));
    }

    @Test
    void tooFewHostsAreSaid() {
        InputError error =
                assertThrows(
                        InputError.class,
                        () ->
                                CloudSimDay.play(
                                        Days.drawn(),
                                        Estate.published(2),
                                        MotionPolicy.of("THR-MMT-0.8").orElseThrow(),
                                        1));
        assertTrue(error.remedy().contains("hosts=4"), error.remedy());
    }

    private static DayOutcome play(DayUse day, String policy) {
        return CloudSimDay.play(
                day,
                Estate.published(Estate.PUBLISHED_HOSTS),
                MotionPolicy.of(policy).orElseThrow(),
                1);
    }
}
