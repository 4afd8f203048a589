namespace Bcs.Sandbox.Monitoring;

/// <summary>What one instance does in one minute.</summary>
/// <param name="Cpu">Used part of its cores, 0 to 1.</param>
/// <param name="Memory">Used part of its memory, 0 to 1.</param>
/// <param name="Disk">Used part of its file system, 0 to 1.</param>
/// <param name="Received">Bytes per second.</param>
/// <param name="Sent">Bytes per second.</param>
/// <param name="Read">Bytes per second.</param>
/// <param name="Written">Bytes per second.</param>
internal readonly record struct Signals(double Cpu, double Memory, double Disk, double Received, double Sent, double Read, double Written);
