// The order of the passes is the one that they ask for.
using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

[TestClass]
public sealed class PassOrderTests
{
    [TestMethod]
    public void Passes_stand_where_they_have_to()
    {
        Assert.IsNull(PassList.FindMisplaced(PassList.All));
    }

    [TestMethod]
    public void Passes_name_passes_that_exist()
    {
        string[] names = [.. PassList.All.Select(p => p.Name)];
        CollectionAssert.AllItemsAreUnique(names);
        foreach (Pass pass in PassList.All)
        {
            foreach (string other in pass.Behind.Concat(pass.Before))
            {
                Assert.IsTrue(other == PassList.Everything || (other != pass.Name && names.Contains(other)), $"'{pass.Name}' names '{other}'");
            }
        }
    }

    [TestMethod]
    public void Every_demand_is_looked_at()
    {
        foreach (Pass pass in PassList.All)
        {
            foreach (string earlier in pass.Behind)
            {
                Pass other = earlier == PassList.Everything ? PassList.All[0] : Find(earlier);
                Assert.AreEqual($"'{pass.Name}' has to come behind '{other.Name}'", PassList.FindMisplaced([pass, other]));
            }

            foreach (string later in pass.Before)
            {
                Pass other = later == PassList.Everything ? PassList.All[^1] : Find(later);
                StringAssert.Contains(PassList.FindMisplaced([other, pass]), "has to come", StringComparison.Ordinal);
            }
        }
    }

    private static Pass Find(string name) => PassList.All.Single(p => p.Name == name);
}
