package plumb.bench.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import plumb.bench.contest.Field;
import plumb.bench.jmh.Microbenchmarks;
import plumb.bench.launch.Command;
import plumb.bench.launch.Mnist;
import plumb.bench.probe.Loading;
import plumb.bench.probe.Subnormals;

/// All that one run measured: the report is a function of it.
///
/// @param fields of the dense networks, one for each number of cores
/// @param images of [plumb.bench.contest.Net#LENET], one for each number of cores
/// @param profile for every network, the shares of [plumb.bench.probe.Profile.Part]
/// @param mnist the medium network, trained by the command
/// @param lenet [Mnist#LENET], trained by the command
/// @param depths the milliseconds of a step for each of [plumb.bench.probe.Depths#ALL]
public record Results(
        LocalDate date,
        int rounds,
        Environment environment,
        List<Field> fields,
        List<Field> images,
        double[] depths,
        Subnormals subnormals,
        Loading loading,
        double[] profile,
        List<Microbenchmarks.Score> kernels,
        Command command,
        Optional<Mnist> mnist,
        Optional<Mnist> lenet) {}
