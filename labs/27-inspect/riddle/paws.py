import time

print("paws")
time.sleep(3600)
