using System;
using System.Collections.Generic;
using System.Threading;

namespace Wasmtime.Min.Tests.Stress;

/// <summary>Many threads that trap at once, beside one that collects garbage and one whose managed code follows null references.</summary>
internal static class Crowd
{
    private const int StackSize = 1 << 20;

    internal static void Run(Engine engine, Module[] modules, int threadCount, int rounds)
    {
        var failures = new List<Exception>();
        bool isDone = false;
        int collections = 0, nullReferences = 0;

        Thread Start(Action body)
        {
            var thread = new Thread(
                () =>
                {
                    try
                    {
                        body();
                    }
                    catch (Exception failure)
                    {
                        lock (failures)
                        {
                            failures.Add(failure);
                        }
                    }
                },
                StackSize);
            thread.Start();
            return thread;
        }

        var trapping = new Thread[threadCount];
        for (int i = 0; i < trapping.Length; i++)
        {
            Module module = modules[i % modules.Length];
            trapping[i] = Start(() => Trap(engine, module, rounds));
        }

        Thread collecting = Start(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                GC.Collect();
                collections++;
                Thread.Sleep(1);
            }
        });
        Thread dereferencing = Start(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                DereferenceNull(ref nullReferences);
            }
        });
        Array.ForEach(trapping, static thread => thread.Join());
        Volatile.Write(ref isDone, true);
        collecting.Join();
        dereferencing.Join();
        if (failures.Count > 0)
        {
            throw new StressException($"{failures.Count} threads failed, the first: {failures[0].Message}");
        }

        if (collections == 0 || nullReferences == 0)
        {
            throw new StressException($"{collections} collections, {nullReferences} null references: the threads beside did nothing");
        }
    }

    private static void Trap(Engine engine, Module module, int rounds)
    {
        using var guest = new Guest(engine, module, static _ => { });
        Action[] actions = Array.ConvertAll(TrapKind.All, kind => guest.Instance.GetAction(kind.Export)!);
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                // A stack overflow costs a hundred times as much as any other trap.
                if (TrapKind.All[i].Code != TrapCode.StackOverflow || round % 100 == 0)
                {
                    TrapKind.All[i].Check(Guest.Catch(actions[i], TrapKind.All[i].Export));
                }
            }

            guest.CheckGood();
        }
    }

    private static void DereferenceNull(ref int count)
    {
        string? text = null;
        try
        {
            count += text!.Length; // the fault is the point: .NET's own handler turns it into the exception
        }
        catch (NullReferenceException)
        {
            count++;
        }
    }
}
