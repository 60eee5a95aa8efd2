using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace TalentPass.Benchmarks.Processes;

/// <summary>What a process has used since its start.</summary>
/// <param name="CpuMicroseconds">Processor time of all threads.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
/// <param name="WorkingSet">Resident memory, bytes.</param>
/// <param name="PeakWorkingSet">The most resident memory so far, bytes.</param>
/// <param name="Heap">The managed heap, bytes.</param>
/// <param name="FullCollections">Collections of generation 2.</param>
/// <param name="PauseMicroseconds">How long garbage collections stopped the process.</param>
/// <param name="Threads">Threads of the thread pool now.</param>
/// <param name="PendingWork">Work items that wait for a thread now.</param>
/// <param name="Contentions">How often a thread waited for a lock.</param>
/// <param name="Exceptions">Exceptions thrown, also those that were caught.</param>
/// <param name="CompiledMethods">Methods that the JIT compiled.</param>
internal sealed record ProcessUsage(
    long CpuMicroseconds,
    long AllocatedBytes,
    long WorkingSet,
    long PeakWorkingSet,
    long Heap,
    long FullCollections,
    long PauseMicroseconds,
    long Threads,
    long PendingWork,
    long Contentions,
    long Exceptions,
    long CompiledMethods)
{
    /// <summary>What this process has used.</summary>
    /// <param name="exceptions">Exceptions thrown, as far as somebody has counted them.</param>
    public static ProcessUsage Own(long exceptions = 0)
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessUsage(
            (long)process.TotalProcessorTime.TotalMicroseconds,
            GC.GetTotalAllocatedBytes(),
            process.WorkingSet64,
            process.PeakWorkingSet64,
            GC.GetTotalMemory(false),
            GC.CollectionCount(2),
            (long)GC.GetTotalPauseDuration().TotalMicroseconds,
            ThreadPool.ThreadCount,
            ThreadPool.PendingWorkItemCount,
            Monitor.LockContentionCount,
            exceptions,
            JitInfo.GetCompiledMethodCount());
    }

    /// <summary>The line that <see cref="StartupHook"/> tells, without its end.</summary>
    public string Line() => string.Join(
        ' ',
        new[] { CpuMicroseconds, AllocatedBytes, WorkingSet, PeakWorkingSet, Heap, FullCollections, PauseMicroseconds, Threads, PendingWork, Contentions, Exceptions, CompiledMethods }
            .Select(static each => each.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads a <see cref="Line"/>.</summary>
    public static ProcessUsage Parse(string line) =>
        line.Split(' ').Select(each => long.Parse(each, CultureInfo.InvariantCulture)).ToArray() is
            [var cpu, var allocated, var set, var peak, var heap, var full, var pause, var threads, var pending, var contentions, var exceptions, var compiled]
            ? new ProcessUsage(cpu, allocated, set, peak, heap, full, pause, threads, pending, contentions, exceptions, compiled)
            : throw new FormatException(line);
}
