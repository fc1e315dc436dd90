namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Pseudo-instructions that every instruction set has; the value is the row number, above all real rows. An instruction set's own follow.</summary>
internal enum SharedPseudo : ushort
{
    /// <summary>Defines the register parameters. Target: call info.</summary>
    Entry = 0xf000,

    /// <summary>Calls a symbol. Target: call info.</summary>
    Call,

    /// <summary>Calls the address in the register for code with the vmctx in the one for that. Target: call info.</summary>
    CallIndirect,

    /// <summary>Leaves the frame and returns. Target: call info.</summary>
    Return,

    /// <summary>Leaves the frame and jumps to a symbol. Target: call info.</summary>
    TailCall,

    /// <summary>The same to an address, as <see cref="CallIndirect"/>. Target: call info.</summary>
    TailCallIndirect,

    /// <summary>Goes to the only successor.</summary>
    Jump,

    /// <summary>Opens (Imm bytes) the argument area of the call that follows.</summary>
    PushArguments,

    /// <summary>Gives the stack pointer the value it has in this frame; begins a handler.</summary>
    LandingPad,

    /// <summary>First number of an instruction set's own.</summary>
    FirstOwn,
}
