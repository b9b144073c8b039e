"""One session of Spark, in which the table is replaced between two jobs and before a third.

    spark-submit ... --py-files routecost.py,price.py test_session.py
"""

import os
import shutil

from price import price
from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit

spark = SparkSession.builder.appName("session").getOrCreate()
calls = spark.read.parquet("calls/00.parquet")

# late runs when the table has been replaced already, and has to price by the first one all the same.
shutil.copy("today.table", "routes.table")
price(calls, "routes.table").write.parquet("priced-first")
late = price(calls, "routes.table")
shutil.copy("tomorrow.table", "next.table")
os.replace("next.table", "routes.table")
price(calls, "routes.table").write.parquet("priced-second")
late.write.parquet("priced-late")


# A number that is none ends the job, and not the session.
try:
    price(calls.withColumn("number", lit("anonymous")), "routes.table").write.parquet("priced-never")
except Py4JJavaError as error:
    assert "'anonymous' is not a number" in str(error), error
else:
    raise AssertionError("a text was priced")
assert not os.path.exists("priced-never/_SUCCESS")
# The end: run.sh looks for the reason in the driver's log.
price(calls, "damaged.table").write.parquet("priced-damaged")
