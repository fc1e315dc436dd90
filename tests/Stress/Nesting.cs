using System;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>Host and guest call each other, a hundred times deep; at the bottom the guest traps, and all of them unwind.</summary>
internal static class Nesting
{
    internal const int Depth = 100;

    internal static void Run(Engine engine, Module module, int count)
    {
        Action<int> down = null!;
        int left = 0;
        using var guest = new Guest(engine, module, depth =>
        {
            try
            {
                down(depth);
            }
            finally
            {
                left++;
            }
        });
        down = guest.Instance.GetAction<int>("down")!;
        for (int i = 0; i < count; i++)
        {
            left = 0;
            TrapException trap = Guest.Catch(() => down(Depth), "down");
            if (left != Depth || trap.Code != TrapCode.MemoryOutOfBounds || trap.Frames[0].FunctionName != "at_load" || trap.Frames[1].FunctionName != "down")
            {
                throw new StressException($"{left} host functions of {Depth} unwound; {trap.Message}");
            }
        }

        guest.CheckGood();
    }
}
