using TalentPass.Benchmarks;

// Each line declares one command. The command returns the exit code of the process.
return await Commands.RunAsync(
    args,
    new Command("bench", "--iterations 15 --log all", "minting, verifying and drawing, beside other libraries at verifying", BenchCommand.Run),
    new Command("fuzz", "--count 10000000 --seed 1", "feeds the verifier with random and mutated codes", FuzzCommand.Run),
    new Command("calls", "", "the storage calls of each operation beside their targets", CallsCommand.Run),
    new Command("startup", "--runs 5", "time from process start to ready, and resident memory at rest", StartupCommand.Run));
