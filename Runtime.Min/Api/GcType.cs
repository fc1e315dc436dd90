// Structure and array types as the embedder sees them. The engine keeps each type once, so an object of these classes is only a name for it: types
// of modules and types that a host describes are the same if their shapes and supertypes are, as WebAssembly has it. A type of the host is a
// recursion group of its own, as in Wasmtime.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min;

/// <summary>A type of objects: a <see cref="StructType"/> or an <see cref="ArrayType"/>. Belongs to an engine and lives as long.</summary>
public abstract class GcType : IEquatable<GcType>
{
    private protected GcType(Engine engine, uint id)
    {
        Engine = engine;
        Id = id;
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Whether it may have no subtypes.</summary>
    public bool IsFinal => Engine.Types.IsFinal(Id);

    /// <summary>The engine-wide id.</summary>
    internal uint Id { get; }

    private protected GcType? DeclaredSupertype => Engine.Types.SupertypeOf(Id) is uint id and not 0 ? Of(Engine, id) : null;

    /// <summary>Whether every object of this type is one of the other, too: subtyping.</summary>
    public bool Matches(GcType other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Engine == Engine && Engine.Types.IsSubtype(Id, other.Id);
    }

    /// <inheritdoc/>
    public bool Equals(GcType? other) => other is not null && other.Engine == Engine && other.Id == Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GcType);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Id;

    /// <summary>The type with an id; null where that is a function type.</summary>
    internal static GcType? Of(Engine engine, uint id) => (id & GcLayout.GcTypeBit) == 0 ? null
        : engine.Types.KindOf(id) == ArtifactTypeKind.Struct ? new StructType(engine, id) : new ArrayType(engine, id);

    private protected static uint Register(
        Engine engine, ArtifactTypeKind kind, ReadOnlySpan<FieldType> fields, bool isFinal, GcType? supertype)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var words = new uint[fields.Length];
        for (int i = 0; i < words.Length; i++)
        {
            Require(fields[i].Type != default, $"field {i} has no type");
            Require(fields[i].Type.Engine is not { } owner || owner == engine, $"field {i} names a type of another engine");
            words[i] = fields[i].Word;
        }

        if (supertype is not null)
        {
            Require(supertype.Engine == engine, "the supertype belongs to another engine");
            Require(!supertype.IsFinal, "the supertype is final");
            FieldType[] inherited = FieldsOf(engine, supertype.Id);
            Require(inherited.Length <= fields.Length, $"the supertype has {inherited.Length} fields, this type {fields.Length}");
            for (int i = 0; i < inherited.Length; i++)
            {
                Require(fields[i].Matches(inherited[i]), $"field {i}, {fields[i]}, does not match the supertype's, {inherited[i]}");
            }
        }

        return engine.Types.Register(kind, words, words.Length, isFinal, supertype?.Id ?? Vm.TypeRegistry.None);
    }

    private protected static FieldType[] FieldsOf(Engine engine, uint id)
    {
        uint[] words = engine.Types.WordsOf(id);
        var fields = new FieldType[words.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = FieldType.Of(words[i], engine);
        }

        return fields;
    }

    private protected static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException(problem);
        }
    }
}

/// <summary>A type of structures.</summary>
public sealed class StructType : GcType
{
    private FieldType[]? _fields;

    /// <summary>Describes a type of structures.</summary>
    /// <param name="engine">Where it will be known.</param>
    /// <param name="fields">Its fields; those of the supertype first.</param>
    /// <exception cref="ArgumentException">A field names a type of another engine, or there are too many.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory.</exception>
    public StructType(Engine engine, params ReadOnlySpan<FieldType> fields)
        : this(engine, fields, isFinal: true, supertype: null)
    {
    }

    /// <summary>Describes a type of structures that has subtypes or a supertype.</summary>
    /// <param name="engine">Where it will be known.</param>
    /// <param name="fields">Its fields; those of the supertype first.</param>
    /// <param name="isFinal">Whether it may have no subtypes.</param>
    /// <param name="supertype">Its supertype, or null.</param>
    /// <exception cref="ArgumentException">It does not match the supertype, that is final, or names a type of another engine.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory.</exception>
    public StructType(Engine engine, ReadOnlySpan<FieldType> fields, bool isFinal, StructType? supertype)
        : this(engine, Register(engine, ArtifactTypeKind.Struct, fields, isFinal, supertype))
    {
    }

    internal StructType(Engine engine, uint id)
        : base(engine, id)
    {
    }

    /// <summary>Its fields.</summary>
    public IReadOnlyList<FieldType> Fields => _fields ??= FieldsOf(Engine, Id);

    /// <summary>Its supertype, or null.</summary>
    public StructType? Supertype => (StructType?)DeclaredSupertype;

    /// <summary>In the notation of the text format.</summary>
    public override string ToString()
    {
        string text = "(struct";
        foreach (FieldType field in Fields)
        {
            text += $" (field {field})";
        }

        return text + ")";
    }
}

/// <summary>A type of arrays.</summary>
public sealed class ArrayType : GcType
{
    /// <summary>Describes a type of arrays.</summary>
    /// <param name="engine">Where it will be known.</param>
    /// <param name="element">Its elements.</param>
    /// <param name="isFinal">Whether it may have no subtypes.</param>
    /// <param name="supertype">Its supertype, or null.</param>
    /// <exception cref="ArgumentException">It does not match the supertype, that is final, or names a type of another engine.</exception>
    /// <exception cref="Platform.PlatformException">There is no memory.</exception>
    public ArrayType(Engine engine, FieldType element, bool isFinal = true, ArrayType? supertype = null)
        : this(engine, Register(engine, ArtifactTypeKind.Array, [element], isFinal, supertype))
    {
    }

    internal ArrayType(Engine engine, uint id)
        : base(engine, id)
    {
    }

    /// <summary>Its elements.</summary>
    public FieldType Element => FieldsOf(Engine, Id)[0];

    /// <summary>Its supertype, or null.</summary>
    public ArrayType? Supertype => (ArrayType?)DeclaredSupertype;

    /// <summary>In the notation of the text format.</summary>
    public override string ToString() => $"(array {Element})";
}
