// Books of a simulated platform: what was obtained and not given back, and which request is to fail. Any misuse is an exception of
// its own type, so that nothing takes it for a refusal of the system.
using System;
using System.Collections.Generic;
using System.Globalization;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Simulated;

/// <summary>The contract was broken by its user.</summary>
/// <param name="message">How.</param>
public sealed class PlatformMisuseException(string message) : Exception(message);

/// <summary>Counts requests, fails one of them, and remembers what is outstanding. Thread-safe.</summary>
internal sealed class Ledger
{
    private const int OutOfMemory = 12;

    private readonly Dictionary<(string Kind, nuint Address), (nuint Length, nuint Extra)> _outstanding = [];

    /// <summary>Requests so far.</summary>
    internal int Requests { get; private set; }

    /// <summary>Number of the request that fails; 0: none.</summary>
    internal int FailingRequest { get; set; }

    /// <summary>What the request asked for that has failed; null: none has.</summary>
    internal string? FailedOperation { get; private set; }

    /// <summary>What was not given back, in no order.</summary>
    internal List<string> Outstanding()
    {
        lock (_outstanding)
        {
            List<string> texts = [];
            foreach (((string kind, nuint address), (nuint length, _)) in _outstanding)
            {
                texts.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} at 0x{address:x}, {length} bytes"));
            }

            return texts;
        }
    }

    /// <summary>Counts a request.</summary>
    /// <exception cref="PlatformException">It is the one that fails.</exception>
    internal void Request(string operation)
    {
        lock (_outstanding)
        {
            if (++Requests == FailingRequest)
            {
                FailedOperation = operation;
                throw new PlatformException($"{operation} (simulated, request {Requests})", OutOfMemory);
            }
        }
    }

    /// <summary>What a file operation says that is the request that fails.</summary>
    internal SystemError FailingError { get; set; } = SystemError.Io;

    /// <summary>Counts a request whose failure is a result.</summary>
    /// <returns><see cref="FailingError"/> for the one that fails.</returns>
    internal SystemError Refuse(string operation)
    {
        lock (_outstanding)
        {
            if (++Requests != FailingRequest)
            {
                return SystemError.None;
            }

            FailedOperation = operation;
            return FailingError;
        }
    }

    /// <summary>Books something in.</summary>
    internal nuint Obtained(string kind, nuint address, nuint length, nuint extra = 0)
    {
        lock (_outstanding)
        {
            _outstanding.Add((kind, address), (length, extra));
        }

        return address;
    }

    /// <summary>Books something out.</summary>
    /// <returns>What was noted when it came.</returns>
    /// <exception cref="PlatformMisuseException">It was never obtained, or with another length.</exception>
    internal nuint GivenBack(string kind, nuint address, nuint length)
    {
        lock (_outstanding)
        {
            if (!_outstanding.Remove((kind, address), out (nuint Length, nuint Extra) entry))
            {
                throw new PlatformMisuseException($"{kind} at 0x{address:x} is given back, but was not obtained or was given back before");
            }

            return entry.Length == length
                ? entry.Extra
                : throw new PlatformMisuseException($"{kind} of {entry.Length} bytes is given back as {length} bytes");
        }
    }

    /// <summary>Whether something with this address is outstanding.</summary>
    internal bool Has(string kind, nuint address)
    {
        lock (_outstanding)
        {
            return _outstanding.ContainsKey((kind, address));
        }
    }

    /// <summary>Checks that something is outstanding.</summary>
    /// <exception cref="PlatformMisuseException">It is not.</exception>
    internal void RequireOpen(string kind, nuint address)
    {
        if (!Has(kind, address))
        {
            throw new PlatformMisuseException($"{kind} {address} is used, but was not obtained or was given back before");
        }
    }

    /// <summary>Checks that a range lies in something outstanding.</summary>
    /// <exception cref="PlatformMisuseException">It does not.</exception>
    internal void RequireInside(string kind, nuint address, nuint length)
    {
        lock (_outstanding)
        {
            foreach (((string itsKind, nuint start), (nuint itsLength, _)) in _outstanding)
            {
                if (itsKind == kind && address >= start && length <= itsLength && address - start <= itsLength - length)
                {
                    return;
                }
            }
        }

        throw new PlatformMisuseException($"{length} bytes at 0x{address:x} lie in no {kind}");
    }
}
