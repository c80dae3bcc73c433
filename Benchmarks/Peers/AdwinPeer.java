import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Paths;
import moa.classifiers.core.driftdetection.ADWIN;

/** MOA's ADWIN over a file of little-endian float64: a line in, "CPU seconds of one run, width, estimation" out. */
public class AdwinPeer {
  public static void main(String[] arguments) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Paths.get(arguments[0]))).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.remaining() / 8];
    bytes.asDoubleBuffer().get(values);
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    while (lines.readLine() != null) {
      long start = system.getProcessCpuTime();
      long spent = 0;
      int runs = 0;
      ADWIN window = null;
      // Java reads its CPU time in steps of 10 ms: half a second makes one step 2 %.
      while (spent < 500_000_000L) {
        window = new ADWIN(0.002);
        for (double value : values) window.setInput(value);
        spent = system.getProcessCpuTime() - start;
        runs++;
      }
      System.out.println(spent / 1e9 / runs + " " + window.getWidth() + " " + window.getEstimation());
    }
  }
}
