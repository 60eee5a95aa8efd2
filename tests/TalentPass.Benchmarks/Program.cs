using TalentPass.Benchmarks;
using TalentPass.Benchmarks.Growth;
using TalentPass.Benchmarks.Hostile;
using TalentPass.Benchmarks.Idle;
using TalentPass.Benchmarks.Load;
using TalentPass.Benchmarks.Overload;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Startup;

// Each line declares one command. The command returns the exit code of the process.
return await Commands.RunAsync(
    args,
    new Command("bench", "--iterations 15 --log all", "minting, verifying and drawing, beside other libraries at verifying", BenchCommand.Run),
    new Command("fuzz", "--count 10000000 --seed 1", "feeds the verifier with random and mutated codes", FuzzCommand.Run),
    new Command("calls", "", "the storage calls of each operation beside their targets", CallsCommand.Run),
    new Command("load", "--requests 4000 --callers 1,16,64 --delay 6 --milliseconds 2000 --rounds 3 --operations scan,…", "everyday operations beside the bare storage calls of the same rows", LoadCommand.Run),
    new Command("growth", "--sizes 1000,10000,100000 --rounds 3 --most 200 --delay 8 --operations scan,…", "storage calls, bytes and processor time of operations and timers in cities of different sizes", GrowthCommand.Run),
    new Command("idle", "--minutes 5 --settle 75", "what an app costs that nobody calls: storage calls a minute, by what they ask for", IdleCommand.Run),
    new Command("overload", "--clients 64,512,1024 --seconds 10 --silence 40 --delay 6 --senders 500", "more clients than the app can serve, while storage is slow, busy and silent", OverloadCommand.Run),
    new Command("hostile", "--count 100000 --seed 1 --callers 16 --dump folder", "requests that nobody should send, made from the OpenAPI document", HostileCommand.Run),
    new Command("storage", "", "the stand-in for storage, alone; other commands start it", StorageCommand.Run),
    new Command("empty", "--port 0", "an empty ASP.NET Core app, alone; other commands start it", EmptyAppCommand.Run),
    new Command("startup", "--runs 5 --rest 10 --delay 0 --app folder", "from process start to ready, beside an empty app of the same run; memory at rest", StartupCommand.Run));
