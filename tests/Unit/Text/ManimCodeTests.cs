using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Unit.Text;

public sealed class ManimCodeTests
{
    private const string Scene = "class A(Scene):\n    def construct(self):\n        self.play(Write(Text(\"hi\")))\n        self.wait()";

    [Theory]
    [InlineData("from manim import *\n\n" + Scene)]
    [InlineData("from manimlib import *\n\n" + Scene)]
    [InlineData("from manimlib.imports import *\n\n" + Scene)]
    [InlineData("from manim_imports_ext import *\n\n" + Scene)]
    [InlineData("from big_ol_pile_of_manim_imports import *\n\n" + Scene)]
    [InlineData("import manim as mn\n\nclass A(mn.Scene):\n    pass")]
    [InlineData("import manim\nimport numpy as np\n\nclass A(manim.Scene):\n    def construct(self):\n        pass")]
    [InlineData("from manim_slides import Slide\nclass A(Slide):\n    pass")]
    [InlineData("from manim import (\n    Scene,\n    Text,\n)\nclass A(Scene):\n    pass")]
    [InlineData("import numpy as np\nfrom manim import Scene, Text as T\nx = 1")]
    [InlineData("from manim import *  # all\nx = 1")]
    [InlineData(Scene)]
    [InlineData("class A(MovingCameraScene, Mixin):\n    def construct(self):\n        pass")]
    [InlineData("class A(Base):\n    def construct(self):\n        self.play(Create(Circle()))")]
    [InlineData("From manim import *\nClass A(Scene):\n    Def construct(self):\n        self.wait()")]
    [InlineData("from manim\u00A0import\u00A0*\n\nclass\u00A0A(Scene):\n\u00A0\u00A0pass")]
    [InlineData("\u200Bfrom man\u00ADim import *\nclass A（Scene）：\n  pass")]
    [InlineData("\uFEFFfrom manim import *\r\nclass A(Scene):\r\n    pass\r\n")]
    [InlineData(">>> from manim import *\n>>> class A(Scene):\n...     pass")]
    [InlineData("1  from manim import *\n2  class A(Scene):\n3      pass")]
    [InlineData("{\"code\": \"from manim import *\\n\\nclass A(Scene):\\n    def construct(self):\\n        self.wait()\"}")]
    [InlineData("from manim import * class A(Scene): def construct(self): self.wait()")]
    public void Code_for_Manim_is_recognised(string text) => ManimCode.Find(text).ShouldBe(text.Trim());

    [Theory]
    [InlineData("")]
    [InlineData("what is a limit?")]
    [InlineData("tell me about from manim import")]
    [InlineData("from manim import *")]
    [InlineData("What does from manim import * do in class A(Scene): pass?")]
    [InlineData("What does this line do?\nfrom manim import *")]
    [InlineData("from manim import *\n\nwhat does this line do, and why is it there?")]
    [InlineData("Which is better:\nfrom manim import * or from manimlib import *?")]
    [InlineData("Use `from manim import *`, then `class Foo(Scene):` and `def construct(self):` in it.")]
    [InlineData("In Manim, the construct method of a class Foo(Scene) is where self.play( stands.")]
    [InlineData("- from manim import *: brings everything\n- class Foo(Scene): is the scene\n- def construct(self): draws")]
    [InlineData("import numpy as np\n\nclass A(Base):\n    def run(self):\n        print(np.pi)")]
    [InlineData("class MainScene extends Phaser.Scene { constructor() { super('manim'); } }")]
    [InlineData("class GameScene(Scene):\n    def update(self):\n        self.construct()")]
    [InlineData("Explain this:\n```python\nprint('manim')\n```")]
    [InlineData("```\npip install manim\nmanim -pql scene.py A\n```")]
    [InlineData("from mindspore import nn\nclass Net(nn.Cell):\n    def construct(self, x):\n        return self.add(x)")]
    [InlineData("from manimal import x\nx = 1")]
    [InlineData("def construct(graph):\n    return graph")]
    public void Words_about_code_and_other_Python_are_not(string text) => ManimCode.Find(text).ShouldBeNull();

    [Theory]
    [InlineData("Please render this:\n{0}\nThanks a lot!", "{0}\nThanks a lot!")]
    [InlineData("Please render this:\n```python\n{0}\n```\nThanks a lot!", "{0}")]
    [InlineData("```\n{0}\n```", "{0}")]
    [InlineData("```{0}```", "{0}")]
    [InlineData("~~~py\n{0}\n~~~", "{0}")]
    [InlineData("```python\n{0}", "{0}")]
    [InlineData("First:\n```bash\npip install manim\n```\nThen:\n```python\n{0}\n```", "{0}")]
    [InlineData("````markdown\n{0}\n````", "{0}")]
    public void The_code_is_found_among_words(string text, string found)
    {
        const string code = "from manim import *\n\n" + Scene;
        ManimCode.Find(text.Replace("{0}", code, StringComparison.Ordinal))
            .ShouldBe(found.Replace("{0}", code, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_blocks_with_code_the_validator_chooses()
    {
        const string text = "```python\nfrom manim import *\nx = 1\n```\nor rather\n```python\n" + Scene + "\n```";
        ManimCode.Find(text).ShouldBe(text);
    }

    [Fact]
    public void Fence_marks_in_a_string_of_the_code_are_no_block()
    {
        const string code = "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.add(Text(\"```a```\"))";
        ManimCode.Find(code).ShouldBe(code);
    }

    [Theory]
    [InlineData("class A(")]
    [InlineData("from manim import a")]
    [InlineData("```manim")]
    [InlineData("\n")]
    [InlineData("for a in ")]
    public void A_long_hostile_text_is_read_soon(string piece) =>
        ManimCode.Find("manim " + string.Concat(Enumerable.Repeat(piece, 150_000 / piece.Length))).ShouldBeNull();
}
