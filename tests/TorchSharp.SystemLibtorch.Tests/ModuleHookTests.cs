using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Functions that run before and after a module's forward.</summary>
public class ModuleHookTests
{
    [Fact]
    public void Hooks_SeeAndChangeInputAndOutput()
    {
        using var scope = NewDisposeScope();
        using var module = Identity();
        module.register_forward_pre_hook((_, input) => input + 1);
        module.register_forward_hook((_, input, output) => (output * 10) + input);

        Assert.Equal(22f, module.call(ones(1)).item<float>());
    }

    [Fact]
    public void Hooks_RunInOrderOfRegistration()
    {
        using var scope = NewDisposeScope();
        using var module = Identity();
        List<string> calls = [];
        module.register_forward_pre_hook(seen => calls.Add("module before"));
        module.register_forward_pre_hook((_, input) => Note("before", input));
        module.register_forward_hook((_, _, output) => Note("after", output));
        module.register_forward_hook(seen => calls.Add("module after"));

        module.call(ones(1));

        Assert.Equal(["module before", "before", "after", "module after"], calls);

        Tensor Note(string call, Tensor tensor)
        {
            calls.Add(call);
            return tensor;
        }
    }

    [Fact]
    public void Removed_HookIsNotCalled()
    {
        using var scope = NewDisposeScope();
        using var module = Identity();
        var remover = module.register_forward_hook((_, _, output) => output + 1);

        remover.remove();

        Assert.Equal(1f, module.call(ones(1)).item<float>());
    }

    [Fact]
    public void TwoInputModules_HaveHooksToo()
    {
        using var scope = NewDisposeScope();
        using var loss = MSELoss();
        loss.register_forward_pre_hook((_, input, target) => (input, target + 2));

        Assert.Equal(4f, loss.call(zeros(3), zeros(3)).item<float>());
    }
}
