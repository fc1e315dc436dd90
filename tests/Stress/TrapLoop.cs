using System;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>One kind of trap, again and again.</summary>
internal static class TrapLoop
{
    internal static void Run(Engine engine, Module module, TrapKind kind, int count)
    {
        using var guest = new Guest(engine, module, static _ => { });
        Action action = guest.Instance.GetAction(kind.Export)!;
        long offset = 0;
        for (int i = 0; i < count; i++)
        {
            TrapException trap = Guest.Catch(action, kind.Export);
            if (i == 0)
            {
                offset = kind.CheckWhole(trap);
            }

            kind.Check(trap);

            // Where the stack ends inside of a function is not the same place each time.
            if (trap.Frames[0].WasmOffset != offset && kind.Code != TrapCode.StackOverflow)
            {
                throw new StressException($"{kind.Export}: trapped at 0x{offset:x} before, now at {trap.Frames[0]}");
            }
        }

        guest.CheckGood();
        kind.CheckWhole(Guest.Catch(action, kind.Export));
    }
}
